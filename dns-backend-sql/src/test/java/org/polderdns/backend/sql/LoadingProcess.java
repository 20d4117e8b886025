package org.polderdns.backend.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * A process that puts the records of a master file in the place of a zone's, as {@code load-zone}
 * does, once it is given the file's name on a line of its standard input. It writes a line each
 * before the first record, before and after the commit.
 */
final class LoadingProcess implements AutoCloseable {
  static final String BEGUN = "begun";
  static final String COMMITTING = "committing";
  static final String COMMITTED = "committed";

  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  private LoadingProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static LoadingProcess start(DatabaseServer server, Name apex) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        LoadingProcess.class.getName(),
        server.kind(),
        apex.toString()));
    server.settings().forEach((suffix, value) -> command.add(suffix + "=" + value));
    return new LoadingProcess(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  void load(Path file) throws IOException {
    process.getOutputStream().write((file + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for one of the lines. */
  void await(String wanted) throws IOException {
    while (!lines.contains(wanted)) {
      String line = output.readLine();
      if (line == null) {
        throw new IOException("ended before it was " + wanted + ", after " + lines);
      }
      lines.add(line);
    }
  }

  /** Ends it by SIGKILL. */
  void kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // that of the process would close its output
    process.waitFor();
    output.lines().forEach(lines::add);
  }

  /** Whether it wrote a line, known once it was killed. */
  boolean was(String line) {
    return lines.contains(line);
  }

  /** Lets it come to its end. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }

  /** Loads in the process itself. */
  public static void main(String[] arguments) throws IOException {
    Name apex = Name.parse(arguments[1]);
    BackendFactory factory = BackendFactories.find(arguments[0]).orElseThrow();
    Map<String, String> values = new HashMap<>();
    for (String setting : List.of(arguments).subList(2, arguments.length)) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    BackendSettings settings = BackendSettings.of(new Launch(arguments[0], ""), factory, values);
    String file = line();
    if (file.isEmpty()) {
      return;
    }
    ParentWatch.start();
    try (Backend store = factory.open(settings);
        ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(apex)) {
      say(BEGUN);
      ZoneLoad load = tx.replaceAll();
      try (ZoneFileReader reader = ZoneFileReader.open(Path.of(file), apex)) {
        while (reader.next()) {
          load.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
        }
      }
      load.finish();
      say(COMMITTING);
      tx.commit();
      say(COMMITTED);
    }
    System.exit(0);
  }

  /** A line of standard input and nothing behind it; empty at its end. */
  private static String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = System.in.read(); c >= 0 && c != '\n'; c = System.in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
