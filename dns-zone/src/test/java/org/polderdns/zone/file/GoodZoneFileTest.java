package org.polderdns.zone.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.Name;

/** Every file {@code X.zone} gives the records of {@code X.expected}, one a line, in that order. */
class GoodZoneFileTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/zonefile/good");
  private static final Name APEX = Name.parse("example.org");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(DIRECTORY)) {
      return all.filter(file -> file.toString().endsWith(".zone")).sorted().toList();
    }
  }

  private static List<String> expected(Path file) throws IOException {
    return Files.readAllLines(Path.of(file.toString().replace(".zone", ".expected")));
  }

  private static List<String> lines(ZoneFileReader reader) {
    List<String> lines = new ArrayList<>();
    try (reader) {
      reader.forEach(record -> lines.add(record.toString()));
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("files")
  void givesItsRecords(Path file) throws IOException {
    assertThat(lines(ZoneFileReader.open(file, APEX))).isEqualTo(expected(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void itsExpectedFormReadsAsItself(Path file) throws IOException {
    Path absolute = Path.of(file.toString().replace(".zone", ".expected"));
    assertThat(lines(ZoneFileReader.open(absolute, Name.ROOT, anywhere())))
        .isEqualTo(expected(file));
  }

  private static ZoneFileOptions anywhere() {
    return ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.ACCEPT);
  }

  @ParameterizedTest
  @MethodSource("files")
  void howTheStreamIsCutMakesNoDifference(Path file) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    if (file.toString().contains("include")) {
      return; // included files are found from the working directory then
    }
    for (int seed = 1; seed <= 5; seed++) {
      Random cuts = new Random(seed);
      InputStream in = new ByteArrayInputStream(octets) {
        @Override
        public int read(byte[] target, int at, int length) {
          return super.read(target, at, Math.min(length, 1 + cuts.nextInt(8)));
        }
      };
      assertThat(lines(ZoneFileReader.of(in, "z", APEX, ZoneFileOptions.DEFAULT)))
          .as("seed %d", seed)
          .isEqualTo(expected(file));
    }
  }
}
