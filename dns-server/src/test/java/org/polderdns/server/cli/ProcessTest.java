package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.server.Client;
import org.polderdns.wire.RecordType;

/** The program as a process of its own, with signals. */
@Timeout(120)
class ProcessTest {
  private static final Pattern READY =
      Pattern.compile("Ready to answer questions on 127\\.0\\.0\\.1:(\\d+)");

  @TempDir
  Path directory;

  private final List<Process> processes = new ArrayList<>();

  private Process start(String program, String... arguments) throws IOException {
    return start(List.of(), program, arguments);
  }

  private Process start(List<String> options, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED", // the jar's manifest says so, too
        "-Dpolder.program=" + program,
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName()));
    command.addAll(1, options);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("POLDER_DATA", directory.resolve("data").toString());
    Process process = builder.redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  @AfterEach
  void killAll() {
    processes.forEach(Process::destroyForcibly);
  }

  /** Reads what the server says until it is ready, and returns where it is. */
  private static InetSocketAddress ready(BufferedReader output) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = READY.matcher(line);
      if (matcher.find()) {
        return new InetSocketAddress(
            InetAddress.getByName("127.0.0.1"), Integer.parseInt(matcher.group(1)));
      }
    }
    throw new AssertionError("the server ended: " + said);
  }

  @Test
  void servesTheDemonstrationAndEndsCleanlyOnSigterm() throws Exception {
    Process process = start("polder", "demo", "--local-address=127.0.0.1", "--local-port=0");
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    InetSocketAddress address = ready(output);
    byte[] question = Client.question("www.example.org.", RecordType.A);
    assertThat(Client.udp(address, question).answers()).isEqualTo(1);
    assertThat(Client.tcp(address, question).answers()).isEqualTo(1);
    process.toHandle().destroy(); // Process.destroy() would close the output, too
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output.lines().toList()).last().asString().contains("Stopping");
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void servesWhatPdnsConfSaysWithTheChangesOfPdnsutil() throws Exception {
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Files.writeString(conf.resolve("pdns.conf"), """
        launch=gsqlite3
        gsqlite3-database=%s
        local-address=127.0.0.1
        local-port=0
        log-timestamp=no
        setuid=pdns
        """.formatted(conf.resolve("zones.sqlite")));
    String config = "--config-dir=" + conf;
    assertThat(start("pdnsutil", config, "create-zone", "example.net").waitFor())
        .isZero();
    Process process = start("pdns_server", config);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("Settings without effect in this version: setuid");
    InetSocketAddress address = ready(output);
    byte[] question = Client.question("example.net.", RecordType.SOA);
    assertThat(Client.udp(address, question).answers()).isEqualTo(1);
    process.toHandle().destroy();
    assertThat(process.waitFor()).isZero();
  }

  /** As when several verbs run at once, and find what others have left at the same moment. */
  @Test
  void nothingIsSaidOfLeftoversOfOthersThatCannotBeDeleted() throws Exception {
    String left;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      left = "sqlite-" + connection.getMetaData().getDriverVersion() + "-left-libsqlitejdbc.so";
    }
    Files.createDirectories(directory.resolve(left).resolve("not-empty"));
    List<String> options = List.of("-Dorg.sqlite.tmpdir=" + directory);
    Process process = start(options, "polder", "list-all-zones", "--no-config");
    assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).isEmpty();
    assertThat(process.waitFor()).isZero();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data", left);
    }
  }

  @Test
  void aDirectoryThatTheLibraryCannotBeLoadedFromIsNamed() throws Exception {
    Path none = directory.resolve("none");
    List<String> options = List.of("-Dorg.sqlite.tmpdir=" + none);
    Process process = start(options, "polder", "list-all-zones", "--no-config");
    assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("the library of SQLite cannot be loaded from '" + none + "'");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void aPortInUseEndsItWithOneLine() throws Exception {
    Process first = start("polder", "demo", "--local-address=127.0.0.1", "--local-port=0");
    int port = ready(first.inputReader(StandardCharsets.UTF_8)).getPort();
    Process second = start("polder", "serve", "--local-address=127.0.0.1", "--local-port=" + port);
    assertThat(second.inputReader(StandardCharsets.UTF_8).lines().toList())
        .containsExactly("Fatal error: Unable to bind UDP socket to '127.0.0.1:"
            + port
            + "': Address already in use");
    assertThat(second.waitFor()).isEqualTo(1);
  }

  @Test
  void aLoadThatIsKilledLeavesTheOldZone() throws Exception {
    CliRunner runner = new CliRunner(directory.resolve("data"));
    runner.polder("create-zone", "example.org");
    String before = runner.polder("list-zone", "example.org").out();
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process load = start("polder", "load-zone", "example.org", pipe.toString());
    try (OutputStream out = Files.newOutputStream(pipe)) { // returns when the load reads
      out.write("@ 60 SOA a b 1 2 3 4 5\n@ 60 NS a\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 20_000; i++) {
        out.write(("h" + i + " 60 A 192.0.2.1\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      load.destroyForcibly().waitFor();
    }
    assertThat(runner.polder("list-zone", "example.org").out()).isEqualTo(before);
    assertThat(runner.polder("check-zone", "example.org").out()).contains("Checked 1 records");
  }
}
