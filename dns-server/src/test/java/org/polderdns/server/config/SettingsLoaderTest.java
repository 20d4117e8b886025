package org.polderdns.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.server.store.Stores;

class SettingsLoaderTest {
  record Case(String name, List<String> lines) {
    @Override
    public String toString() {
      return name;
    }

    List<String> of(String mark) {
      return lines.stream()
          .filter(line -> line.startsWith(mark))
          .map(line -> line.substring(mark.length()).stripLeading())
          .toList();
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = SettingsLoaderTest.class.getResourceAsStream("settings.cases")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("== ")) {
          cases.add(new Case(line.substring(3), new ArrayList<>()));
        } else if (!line.isBlank() && !cases.isEmpty()) {
          cases.get(cases.size() - 1).lines.add(line);
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsTheCaseSays(Case given, @TempDir Path directory) throws IOException {
    write(given, directory);
    SettingsLoader loader = new SettingsLoader(SettingCatalogue.ofServer())
        .directory(directory)
        .declareStores(Stores::declare);
    List<String> errors = given.of("! ");
    Settings[] loaded = new Settings[1];
    Throwable thrown = catchThrowable(() -> loaded[0] = loader.load(given.of("$ ")));
    if (!errors.isEmpty()) {
      assertThat(thrown)
          .isInstanceOf(SettingException.class)
          .hasMessage(errors.get(0).replace("DIR", directory.toString()));
      return;
    }
    assertThat(thrown).isNull();
    for (String expected : given.of("= ")) {
      String[] words = expected.split(" ", 2);
      assertThat(loaded[0].text(words[0])).as(words[0]).isEqualTo(words.length < 2 ? "" : words[1]);
    }
    assertThat(loader.notes())
        .containsAll(given.of("~ ").stream()
            .map(n -> n.replace("DIR", directory.toString()))
            .toList());
    if (given.lines.contains("~~")) {
      assertThat(loader.notes()).isEmpty();
    }
    List<String> idle = given.of("> ");
    assertThat(String.join(" ", loaded[0].withoutEffect()))
        .isEqualTo(idle.isEmpty() ? "" : idle.get(0));
  }

  private static void write(Case given, Path directory) throws IOException {
    for (String line : given.lines) {
      String file = "pdns.conf";
      String text = line;
      if (line.startsWith("@")) {
        file = line.substring(1, line.indexOf('|'));
        text = line.substring(line.indexOf('|'));
      }
      if (text.startsWith("|")) {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(
            path,
            text.substring(1).replace("DIR", directory.toString()) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
  }
}
