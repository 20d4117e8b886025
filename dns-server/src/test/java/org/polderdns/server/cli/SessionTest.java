package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions of commands with what they print: {@code $} a command, then its standard output, {@code
 * !} its standard error, {@code =} its exit status; {@code file >} lines of a file made before the
 * next command, {@code ##} comments; empty lines count for nothing. {@code DIR} stands for a directory of the session's own, {@code KEY} for
 * long words of base64 or hex, {@code TAG} for key tags, {@code TIME} for what was measured,
 * {@code NOW} for when a comment was made.
 */
class SessionTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir
  Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "records.session",
        "zones.session",
        "load.session",
        "programs.session",
        "schema.session",
        "conversion.session",
        "stores.session",
        "dnssec.session"
      })
  void printsWhatTheSessionSays(String session) throws IOException {
    List<String> script;
    try (InputStream in = SessionTest.class.getResourceAsStream(session)) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    StringBuilder actual = new StringBuilder();
    for (String line : script) {
      if (line.startsWith("$ ")) {
        actual.append(line).append('\n').append(run(line.substring(2)));
      } else if (line.contains(" > ") && !line.startsWith("!")) {
        int mark = line.indexOf(" > ");
        Path file = directory.resolve(line.substring(0, mark));
        Files.createDirectories(file.getParent());
        Files.writeString(
            file,
            line.substring(mark + 3).replace("DIR", directory.toString()) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        actual.append(line).append('\n');
      } else if (line.startsWith("## ")) {
        actual.append(line).append('\n');
      }
    }
    assertThat(actual.toString().lines().filter(line -> !line.isBlank()))
        .containsExactlyElementsOf(
            script.stream().filter(line -> !line.isBlank()).toList());
  }

  private String run(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command.replace("DIR", directory.toString()));
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    Program program = Program.of(words.remove(0));
    CliRunner.Result result = new CliRunner(directory.resolve("data")).run(program, words);
    String text = result.out()
        + Stream.of(result.err().split("\n"))
            .filter(line -> !line.isEmpty())
            .map(line -> "! " + line + "\n")
            .reduce("", String::concat)
        + "= "
        + result.status()
        + "\n";
    return text.replace(directory.toString(), "DIR")
        .replace(Version.line(), "VERSION")
        .replaceAll("[A-Za-z0-9+/]{40,}={0,2}", "KEY")
        .replaceAll("[0-9.E-]+( millisecond)", "TIME$1")
        .replaceAll("('A', )[0-9]{10}(, ')", "$1NOW$2")
        .replaceAll("(tag = | IN DS |cryptokeys  )[0-9]+", "$1TAG");
  }
}
