package org.polderdns.server.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs programs as a user does, with a data directory of their own. */
final class CliRunner {
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  /** What came of it. */
  record Result(int status, String out, String err) {}

  CliRunner(Path data) {
    environment.put("POLDER_DATA", data.toString());
    environment.put("NO_COLOR", "1");
  }

  CliRunner with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CliRunner typing(String keys) {
    input = keys;
    return this;
  }

  Result polder(String... arguments) {
    return run(Program.POLDER, List.of(arguments));
  }

  Result run(Program program, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        false);
    int status = Main.run(program, console, new ArrayList<>(arguments));
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
