package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OctetReaderTest {
  /** The name at the offset, in all of the octets. */
  private static Name nameAt(int offset, String hex) {
    OctetReader reader = Octets.parseHex(hex).reader();
    reader.seek(offset);
    return reader.name();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00, .",
    "0, 03777777076578616d706c6500, www.example.",
    "3, 01620001 61c000, a.b.",
    "3, 016200c000, b.",
    "5, 016200c000c003, b.", // a pointer to a pointer
    "4, 01620000 0161c002, a.", // a pointer to a root
  })
  void namesAreRead(int offset, String hex, String name) {
    assertThat(nameAt(offset, hex.replace(" ", ""))).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource({
    "0, c000, offset 0: pointer to 0 is not backwards",
    "2, 0000c002, offset 2: pointer to 2 is not backwards",
    "0, c00200, offset 0: pointer to 2 is not backwards",
    "0, 0161c000, offset 2: pointer to 0 is not backwards",
    "2, c0020161c000, offset 0: pointer to 2 is not backwards", // by way of 0
    "0, '', offset 0: name ends early",
    "0, 01, offset 0: name ends early",
    "3, 016100c0, offset 3: name ends early",
    "0, 0161, offset 0: name ends early",
    "0, 40, offset 0: unknown label type 1",
    "0, 80, offset 0: unknown label type 2",
    "1, 41c000, offset 0: unknown label type 1",
  })
  void namesThatAreNotWellFormedAreRefused(int offset, String hex, String message) {
    assertThatThrownBy(() -> nameAt(offset, hex))
        .isInstanceOf(WireFormatException.class)
        .hasMessage(message);
  }

  @Test
  void aLongChainOfPointersIsFollowedAsFarAsANameGoes() {
    // "a" and a pointer to the one before, 126 times, is a name of 127 labels.
    OctetWriter out = new OctetWriter(OctetWriter.MAX_MESSAGE);
    out.u8(1);
    out.u8('a');
    out.u8(0);
    int previous = 0;
    for (int i = 0; i < 1000; i++) {
      int at = out.offset();
      out.u8(1);
      out.u8('a');
      out.u16(0xc000 | previous);
      previous = at;
    }
    OctetReader reader = out.toOctets().reader();
    reader.seek(3 + 125 * 4);
    assertThat(reader.name().labelCount()).isEqualTo(127);
    reader.seek(3 + 126 * 4);
    assertThatThrownBy(reader::name).hasMessageContaining("longer than 255");
  }

  @Test
  void pointersWithoutLabelsBetweenEnd() {
    OctetWriter out = new OctetWriter(OctetWriter.MAX_MESSAGE);
    out.u16(0);
    for (int i = 0; i < 5000; i++) {
      out.u16(0xc000 | i * 2);
    }
    OctetReader reader = out.toOctets().reader();
    reader.seek(5000 * 2);
    assertThat(reader.name()).isSameAs(Name.ROOT);
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void aNameEndsAtTheLimitOfRdata() {
    OctetReader reader = Octets.parseHex("0161016200").reader();
    int old = reader.limit(3);
    assertThatThrownBy(reader::name).hasMessage("offset 0: name ends early");
    reader.restoreLimit(old);
    assertThat(reader.name()).hasToString("a.b.");
  }

  @Test
  void compressionIsRefusedWhereItMustNotBe() {
    OctetReader reader = Octets.parseHex("00c000").reader();
    reader.u8();
    assertThatThrownBy(reader::uncompressedName).hasMessageContaining("none is allowed");
  }

  @Test
  void nothingIsReadBehindTheEnd() {
    OctetReader reader = Octets.parseHex("010203").reader();
    reader.skip(2);
    assertThatThrownBy(reader::u16).hasMessage("offset 2: ends early");
    assertThatThrownBy(reader::u32).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> reader.octets(2)).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> reader.octets(-1)).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> reader.seek(4)).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> reader.expectEnd("it")).hasMessage("offset 2: 1 octets left after it");
    assertThat(reader.u8()).isEqualTo(3);
  }

  @Test
  void numbersAreUnsigned() {
    OctetReader reader = Octets.parseHex("ffffffffffffffffffff").reader();
    assertThat(reader.u32()).isEqualTo(0xffffffffL);
    assertThat(reader.u48()).isEqualTo(0xffffffffffffL);
  }
}
