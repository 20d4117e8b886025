package org.polderdns.zone.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/** Every file has one defect; its first line tells the error that this must give. */
class BadZoneFileTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/zonefile/bad");
  private static final String MARK = "; error ";

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(DIRECTORY)) {
      return all.filter(file -> file.toString().endsWith(".zone")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void tellsWhereAndWhat(Path file) throws IOException {
    PresentationFormatException error =
        catchThrowableOfType(PresentationFormatException.class, () -> read(file));
    assertThat(error).as("%s is taken without complaint", file).isNotNull();
    assertThat(error.getMessage().replace(DIRECTORY + "/", "")).isEqualTo(expected(file));
  }

  private static String expected(Path file) throws IOException {
    String first =
        Files.readString(file, StandardCharsets.ISO_8859_1).lines().findFirst().get();
    assertThat(first).startsWith(MARK);
    return first.substring(MARK.length());
  }

  private static void read(Path file) {
    try (ZoneFileReader reader = ZoneFileReader.open(file, Name.parse("example.org"))) {
      reader.forEach(record -> {});
    }
  }

  @Test
  void thereAreManyOfThem() throws IOException {
    assertThat(files()).hasSizeGreaterThan(70);
  }
}
