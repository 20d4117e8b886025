package org.polderdns.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

class RandomWalkTest {
  private static final int VALUES = 200;

  static List<RdataFormat<?>> formats() {
    List<RdataFormat<?>> formats = new ArrayList<>();
    for (int code = 0; code <= 65535; code++) {
      RdataFormat<?> format = RdataFormats.of(RecordType.of(code));
      if (RdataFormats.isKnown(format.type()) || code == 65534) {
        formats.add(format);
      }
    }
    return formats;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void readIsTheInverseOfWrite(RdataFormat<?> format) {
    for (long seed = 1; seed <= VALUES; seed++) {
      roundTrip(format, seed);
    }
  }

  private static <T extends RdataView> void roundTrip(RdataFormat<T> format, long seed) {
    T view = format.random(new SplittableRandom(seed));
    Octets octets = format.write(view);
    assertThat(format.read(octets)).as("seed %d: octets", seed).isEqualTo(view);
    assertThat(format.fromJson(format.toJson(view))).as("seed %d: json", seed).isEqualTo(view);

    String text = format.print(octets);
    assertThat(format.parse(text, Name.parse("origin.example.")))
        .as("seed %d: %s", seed, text)
        .isEqualTo(octets);
    assertThat(format.print(octets)).isEqualTo(text);
    assertThat(text.chars())
        .as("seed %d: one line of ASCII", seed)
        .allMatch(c -> c >= 32 && c < 127);

    Octets canonical = format.canonical(octets);
    assertThat(format.canonical(canonical)).as("seed %d: canonical", seed).isEqualTo(canonical);
    assertThat(canonical.length()).isEqualTo(octets.length());

    OctetWriter message = new OctetWriter(OctetWriter.MAX_MESSAGE);
    format.layout().write(message, octets);
    assertThat(format.layout().read(new OctetReader(message.toArray()), message.offset()))
        .as("seed %d: message", seed)
        .isEqualTo(octets);
  }
}
