package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** MariaDB as Debian's package has it, with its files in a directory that is deleted afterwards. */
public final class MariadbServer extends DatabaseServer {
  private static final int START_SECONDS = 60;

  private static final Shared<MariadbServer> SHARED = new Shared<>(MariadbServer::new);

  private final Path directory;
  private final int port;
  private final List<String> options;
  private Process process;

  private MariadbServer(String... options) throws Exception {
    this.options = List.of(options);
    this.directory = Files.createTempDirectory("polder-mariadb");
    this.port = FreePort.next();
    List<String> install = new ArrayList<>(List.of(
        program("mariadb-install-db").toString(),
        "--no-defaults",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        "--tmpdir=" + directory, // a server that starts deletes what others left in it
        "--datadir=" + directory.resolve("data")));
    asRoot(install);
    Process installing = new ProcessBuilder(install)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("install.log").toFile())
        .start();
    if (installing.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("install.log")));
    }
    this.process = start();
    awaitStart();
    try (Connection root = DriverManager.getConnection(rootUrl());
        Statement statement = root.createStatement()) {
      statement.execute("create database powerdns");
      for (String host : List.of("localhost", "127.0.0.1")) {
        statement.execute("create user 'powerdns'@'" + host + "' identified by 'secret'");
        statement.execute("grant all on powerdns.* to 'powerdns'@'" + host + "'");
      }
    }
    createSchema();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** The server that tests share; each test clears its tables. */
  public static MariadbServer shared() throws Exception {
    return SHARED.get();
  }

  /** One that a test may kill, with further options. */
  public static MariadbServer own(String... options) throws Exception {
    return new MariadbServer(options);
  }

  private static Path program(String name) {
    for (String place : List.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/libexec")) {
      Path program = Path.of(place, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new IllegalStateException(
        name + " is missing: .ci/apt-install.sh mariadb-server installs it");
  }

  private static void asRoot(List<String> command) {
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root");
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>(List.of(
        program("mariadbd").toString(),
        "--no-defaults",
        "--tmpdir=" + directory,
        "--datadir=" + directory.resolve("data"),
        "--socket=" + socket(),
        "--port=" + port,
        "--bind-address=127.0.0.1",
        "--pid-file=" + directory.resolve("pid"),
        "--innodb-flush-log-at-trx-commit=2",
        "--innodb-buffer-pool-size=64M"));
    command.addAll(options);
    asRoot(command);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile()))
        .start();
  }

  private void awaitStart() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Connection connection = DriverManager.getConnection(rootUrl())) {
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() - end > 0) {
          throw new IOException(Files.readString(directory.resolve("server.log")), e);
        }
        Thread.sleep(20);
      }
    }
  }

  private String rootUrl() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/?user=root&sslMode=disable";
  }

  public Path socket() {
    return directory.resolve("socket");
  }

  public int port() {
    return port;
  }

  @Override
  public String kind() {
    return "gmysql";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "host", "127.0.0.1", "port", Integer.toString(port), "password", "secret", "timeout", "60");
  }

  @Override
  public String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/powerdns?user=root&sslMode=disable";
  }

  @Override
  List<ProcessHandle> processes() {
    return List.of(process.toHandle());
  }

  @Override
  public void kill() throws Exception {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void restart() throws Exception {
    process = start();
    awaitStart();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (Files.exists(directory)) {
      delete(directory);
    }
  }
}
