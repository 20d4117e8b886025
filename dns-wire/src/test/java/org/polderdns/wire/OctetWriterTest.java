package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OctetWriterTest {
  private final OctetWriter writer = new OctetWriter(512);

  @Test
  void laterNamesPointToTheLongestSuffixThatStandsThere() {
    writer.u32(0);
    writer.name(Name.parse("www.Example.org"));
    writer.name(Name.parse("mail.example.ORG"));
    writer.name(Name.parse("org"));
    writer.name(Name.ROOT);
    assertThat(writer.toOctets().toHex())
        .isEqualTo(
            "00000000" + "03777777074578616d706c65036f726700" + "046d61696cc008" + "c010" + "00");
  }

  @Test
  void rewoundNamesAreNotPointedTo() {
    int mark = writer.offset();
    writer.name(Name.parse("a.b."));
    writer.rewind(mark);
    writer.name(Name.parse("c.b."));
    assertThat(writer.toOctets().toHex()).isEqualTo("016301620" + "0");
  }

  @Test
  void whatDoesNotFitIsLeftOutAndTold() {
    OctetWriter small = new OctetWriter(6);
    small.u32(1);
    int mark = small.offset();
    small.name(Name.parse("a.b."));
    assertThat(small.overflowed()).isTrue();
    small.u8(1);
    assertThat(small.offset()).isEqualTo(4);
    small.rewind(mark);
    small.u16(7);
    assertThat(small.overflowed()).isFalse();
    assertThat(small.toOctets().toHex()).isEqualTo("000000010007");
  }
}
