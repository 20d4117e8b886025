package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.sql.DatabaseServer;
import org.polderdns.backend.sql.MariadbServer;
import org.polderdns.backend.sql.PostgresqlServer;
import org.polderdns.server.Client;
import org.polderdns.server.control.ControlClient;
import org.polderdns.server.control.ControlSocket;
import org.polderdns.wire.RecordType;

/** The start of a server whose database is not there, or does not let it in. */
@Timeout(180)
class DatabaseStartTest {
  private static final Pattern READY =
      Pattern.compile("Ready to answer questions on 127\\.0\\.0\\.1:(\\d+)");

  @TempDir
  Path directory;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killAll() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process start(DatabaseServer server, String... more) throws IOException {
    List<String> lines = new ArrayList<>(List.of(
        "launch=" + server.kind(),
        "local-address=127.0.0.1",
        "local-port=0",
        "log-timestamp=no",
        "socket-dir=" + directory));
    server.settings().forEach((name, value) -> lines.add(server.kind() + "-" + name + "=" + value));
    lines.addAll(List.of(more));
    Files.write(directory.resolve("pdns.conf"), lines);
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dpolder.program=pdns_server",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--config-dir=" + directory)
        .redirectErrorStream(true)
        .start();
    processes.add(process);
    return process;
  }

  /** Reads what the server says up to a line in which this is. */
  private static Matcher await(BufferedReader output, Pattern pattern) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
    throw new AssertionError("the server ended: " + said);
  }

  private static void addZone(DatabaseServer server) throws Exception {
    server.execute(
        "insert into domains (name, type) values ('example.org', 'NATIVE')",
        "insert into records (domain_id, name, type, content, ttl) select id, 'example.org', 'SOA',"
            + " 'ns1.example.org h.example.org 1 2 3 4 5', 60 from domains");
  }

  @Test
  void itWaitsForADatabaseThatComesLater() throws Exception {
    try (MariadbServer server = MariadbServer.own()) {
      waitsFor(server);
    }
    try (PostgresqlServer server = PostgresqlServer.own()) {
      waitsFor(server);
    }
  }

  private void waitsFor(DatabaseServer server) throws Exception {
    addZone(server);
    server.kill();
    Process process = start(server);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String text = "Unable to launch " + server.kind()
        + " connection: Unable to connect to database: .*; trying again in ";
    await(output, Pattern.compile(text + "1 s"));
    await(output, Pattern.compile("Listening on controlsocket"));
    assertThat(ControlClient.run(directory, "ping")).isEqualTo("PONG");
    await(output, Pattern.compile(text + "2 s"));
    server.restart();
    int port = Integer.parseInt(await(output, READY).group(1));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    byte[] question = Client.question("example.org.", RecordType.SOA);
    assertThat(Client.udp(address, question).answers()).isEqualTo(1);
    assertThat(ControlClient.run(directory, "show servfail-packets")).isEqualTo("0");
    process.toHandle().destroy();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aSignalEndsTheWaiting() throws Exception {
    try (MariadbServer server = MariadbServer.own()) {
      server.kill();
      Process process = start(server);
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      await(output, Pattern.compile("Listening on controlsocket"));
      process.toHandle().destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(directory.resolve(ControlSocket.FILE)).doesNotExist();
    }
  }

  @Test
  void whatTheOperatorHasToMendEndsTheStart() throws Exception {
    MariadbServer server = MariadbServer.shared();
    ends(
        server,
        "gmysql-password=mistyped",
        "Access denied for user 'powerdns'@'localhost' \\(using password: YES\\)"
            + " \\(see gmysql-dbname, gmysql-user, gmysql-password\\)");
    ends(
        server,
        "gmysql-any-id-query=select content from records where name = ? and domain_id = ?",
        "gmysql-any-id-query: expected 8 columns \\(content, ttl, .*\\), found 1");
  }

  private void ends(DatabaseServer server, String setting, String text) throws Exception {
    Process process = start(server, setting);
    await(process.inputReader(StandardCharsets.UTF_8), Pattern.compile(text));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
  }
}
