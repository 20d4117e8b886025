package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

  /** Pointers have 14 bits; names beyond are written but not pointed to. */
  @Test
  void placesOver16383AreNotPointedTo() {
    OctetWriter large = new OctetWriter(OctetWriter.MAX_MESSAGE);
    large.octets(new byte[16370], 0, 16370);
    large.name(Name.parse("b.a.example."));
    large.name(Name.parse("c.b.a.example."));
    large.name(Name.parse("d.c.b.a.example."));
    large.name(Name.parse("e.d.c.b.a.example."));
    assertThat(large.toOctets().slice(16383, large.offset()).toHex())
        .isEqualTo("0163fff2" + "0164ffff" + "01650164ffff");
  }

  @Test
  void moreSuffixesThanAreRememberedDoNoHarm() {
    OctetWriter large = new OctetWriter(OctetWriter.MAX_MESSAGE);
    for (int i = 0; i < 1500; i++) {
      large.name(Name.parse("n" + i + ".example."));
    }
    OctetReader reader = large.toOctets().reader();
    for (int i = 0; i < 1500; i++) {
      assertThat(reader.name()).hasToString("n" + i + ".example.");
    }
    assertThat(large.offset()).isEqualTo(reader.offset()).isLessThan(1500 * 8 + 20);
  }

  @Test
  void takenBackAtRandomItNeverPointsToWhatIsGone() {
    RandomWire generator = new RandomWire(1035);
    OctetWriter out = new OctetWriter(2000);
    List<Name> written = new ArrayList<>();
    for (int round = 0; round < 2000; round++) {
      int mark = out.offset();
      int kept = written.size();
      for (int i = generator.random().nextInt(5); i >= 0; i--) {
        Name name = generator.name();
        out.name(name);
        written.add(name);
      }
      if (out.overflowed() || generator.random().nextInt(3) == 0) {
        out.rewind(mark);
        written.subList(kept, written.size()).clear();
      }
      OctetReader reader = out.toOctets().reader();
      for (Name name : written) {
        assertThat(reader.name()).isEqualTo(name);
      }
      if (out.remaining() < 100) {
        out.reset(2000);
        written.clear();
      }
    }
  }
}
