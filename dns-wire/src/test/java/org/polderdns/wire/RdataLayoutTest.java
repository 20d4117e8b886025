package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.polderdns.wire.RdataLayout.CHARACTER_STRING;
import static org.polderdns.wire.RdataLayout.COMPRESSIBLE_NAME;
import static org.polderdns.wire.RdataLayout.DECOMPRESSIBLE_NAME;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RdataLayoutTest {
  private static final long SEED = 3597;
  private static final RdataLayout ALL =
      RdataLayout.of(2, CHARACTER_STRING, COMPRESSIBLE_NAME, DECOMPRESSIBLE_NAME, 1);

  /** "example." at 0, then RDATA of the layout with both names compressed, then something else. */
  @Test
  void namesAreDecompressedAndOnlySomeCompressed() {
    OctetReader reader = Octets.parseHex(
            "076578616d706c6500" + "0102" + "0161" + "0178c000" + "0179c000" + "ff" + "eeee" + "99")
        .reader();
    reader.skip(9);
    Octets rdata = ALL.read(reader, 15);
    assertThat(reader.u8()).isEqualTo(0x99);
    assertThat(rdata.toHex())
        .isEqualTo(
            "0102" + "0161" + "0178076578616d706c6500" + "0179076578616d706c6500" + "ff" + "eeee");
    OctetWriter out = new OctetWriter(512);
    out.name(Name.parse("example."));
    ALL.write(out, rdata);
    assertThat(out.toOctets().toHex())
        .isEqualTo("076578616d706c6500" + "0102" + "0161" + "0178c000" + "0179076578616d706c6500"
            + "ff" + "eeee");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0102",
        "010205",
        "01020161",
        "0102016103",
        "01020161016200",
        "0102016101",
        "010201610000",
        "01020161ffff",
        "0102016101620040"
      })
  void rdataThatEndsEarlyIsNotReadButWrittenAsItIs(String hex) {
    Octets rdata = Octets.parseHex(hex);
    assertThatThrownBy(() -> ALL.read(rdata.reader(), rdata.length()))
        .isInstanceOf(WireFormatException.class);
    OctetWriter out = new OctetWriter(512);
    ALL.write(out, rdata);
    assertThat(out.toOctets()).isEqualTo(rdata);
  }

  @Test
  void rdataBehindTheMessageIsNotRead() {
    assertThatThrownBy(() -> RdataLayout.OPAQUE.read(Octets.of(1, 2).reader(), 3))
        .isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> ALL.read(Octets.of(1, 2).reader(), 3))
        .isInstanceOf(WireFormatException.class);
  }

  @Test
  void randomOctetsAreWrittenWhole() {
    Random random = new Random(SEED);
    int[] kinds = {1, 2, 20, CHARACTER_STRING, COMPRESSIBLE_NAME, DECOMPRESSIBLE_NAME};
    for (int round = 0; round < 50_000; round++) {
      int[] steps = new int[random.nextInt(5)];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = kinds[random.nextInt(kinds.length)];
      }
      byte[] octets = new byte[random.nextInt(40)];
      for (int i = 0; i < octets.length; i++) {
        octets[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : random.nextInt(4));
      }
      RdataLayout layout = RdataLayout.of(steps);
      OctetWriter out = new OctetWriter(100);
      layout.write(out, Octets.wrap(octets));
      if (out.toOctets().length() == octets.length) {
        continue; // nothing was compressed
      }
      OctetReader reader = out.toOctets().reader();
      assertThat(layout.read(reader, reader.remaining()).length())
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(octets.length);
    }
  }

  @Test
  void noStepIsZero() {
    assertThatThrownBy(() -> RdataLayout.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RdataLayout.of(-4)).isInstanceOf(IllegalArgumentException.class);
    assertThat(RdataLayout.of().isOpaque()).isTrue();
  }
}
