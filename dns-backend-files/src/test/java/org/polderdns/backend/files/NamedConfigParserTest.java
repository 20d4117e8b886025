package org.polderdns.backend.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.PresentationFormatException;

class NamedConfigParserTest {
  @TempDir
  Path directory;

  record Case(String name, String text, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> all = new ArrayList<>();
    for (String part : resource().split("(?m)^== ")) {
      if (part.startsWith("#")) {
        continue;
      }
      int line = part.indexOf('\n');
      int separator = part.indexOf("\n--\n");
      all.add(new Case(
          part.substring(0, line),
          part.substring(line + 1, separator + 1),
          part.substring(separator + 4).strip()));
    }
    return all;
  }

  private static String resource() throws IOException {
    try (InputStream in = NamedConfigParserTest.class.getResourceAsStream("named.conf.cases")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String read(Path file) {
    List<String> lines = new ArrayList<>();
    try {
      NamedConfig config = NamedConfigParser.parse(file);
      for (ZoneStatement zone : config.zones()) {
        lines.add(zone.apex() + " " + zone.kind() + " " + zone.file() + " " + zone.primaries() + " "
            + zone.alsoNotify());
      }
      config.warnings().forEach(warning -> lines.add("warning " + warning));
    } catch (PresentationFormatException e) {
      return "error " + e.getMessage();
    }
    return String.join("\n", lines);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsTheCaseSays(Case test) throws IOException {
    Path file = write("named.conf", test.text);
    String found = read(file).replace(file.toString(), "FILE");
    if (test.expected.startsWith("error ")) {
      assertThat(found).startsWith(test.expected);
    } else {
      assertThat(found).isEqualTo(test.expected);
    }
  }

  @Test
  void includedFilesAreReadFromTheDirectoryOfTheOptions() throws IOException {
    write("more.conf", "zone \"b.test\" { type master; file \"b\"; };");
    Path file = write(
        "named.conf",
        "options { directory \"" + directory + "\"; };\ninclude \"more.conf\";\n"
            + "zone \"c.test\" { type master; file \"c\"; };\n");
    assertThat(read(file))
        .isEqualTo(
            "b.test. MASTER " + directory + "/b [] []\nc.test. MASTER " + directory + "/c [] []");
  }

  @Test
  void errorInIncludedFileNamesThatFile() throws IOException {
    Path more = write("more.conf", "\n  zone ;");
    Path file = write("named.conf", "include \"" + more + "\";\n");
    assertThat(read(file))
        .isEqualTo("error " + more + ":2:8: expected the name of a zone, found ';'");
  }

  @Test
  void fileThatIncludesItselfIsAnError() throws IOException {
    Path file = directory.resolve("named.conf");
    write("named.conf", "include \"" + file + "\";\n");
    assertThat(read(file)).isEqualTo("error " + file + ":1:9: more than 20 levels of include");
  }

  @Test
  void missingFileIsNamed() {
    Path file = directory.resolve("absent");
    assertThat(read(file))
        .isEqualTo("error Unable to open '" + file + "': No such file or directory");
  }

  @Test
  void deepBlocksAreAnError() throws IOException {
    Path file = write("named.conf", "view x " + "{".repeat(1_000_000));
    assertThat(read(file)).endsWith(": more than 100 blocks in each other");
  }

  @Test
  void endlessWordIsAnError() throws IOException {
    Path file = write("named.conf", "zone " + "a".repeat(10_000_000));
    assertThat(read(file)).endsWith(":1:6: longer than 65536 characters");
  }

  @Test
  void damagedFilesGiveAnErrorWithAPlaceOrZones() throws IOException {
    Random random = new Random(5);
    StringBuilder all = new StringBuilder();
    for (Case test : cases()) {
      if (!test.expected.startsWith("error")) {
        all.append(test.text);
      }
    }
    String alphabet = "{};\"\\/*#\n \0\u00ffaz";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(all.substring(random.nextInt(all.length())));
      text.setLength(random.nextInt(text.length()) + 1);
      for (int change = random.nextInt(4); change > 0; change--) {
        text.setCharAt(
            random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Path file = write("damaged", text.toString());
      String found = read(file);
      if (found.startsWith("error ")) {
        assertThat(found).as(text.toString()).startsWith("error " + file + ":");
      }
    }
  }

  @Test
  void directoryInThePlaceOfTheFileIsAnError() {
    assertThatThrownBy(() -> NamedConfigParser.parse(directory))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessageContaining(directory.toString());
  }
}
