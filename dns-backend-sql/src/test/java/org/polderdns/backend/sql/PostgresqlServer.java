package org.polderdns.backend.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL out of its Maven artifact, with its files in a directory that is deleted afterwards. */
public final class PostgresqlServer extends DatabaseServer {
  private static final int START_SECONDS = 60;

  private static final Shared<PostgresqlServer> SHARED =
      new Shared<>(() -> new PostgresqlServer("off"));

  private final String synchronousCommit;
  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  private PostgresqlServer(String synchronousCommit) throws Exception {
    this.synchronousCommit = synchronousCommit;
    this.directory = Files.createTempDirectory("polder-postgresql");
    this.port = FreePort.next();
    this.server = start();
    try (Connection connection = DriverManager.getConnection(rootUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("create role powerdns login password 'secret'");
      statement.execute("create database powerdns owner powerdns");
    }
    createSchema();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("data"))
        .setOverrideWorkingDirectory(directory.resolve("program").toFile())
        .setCleanDataDirectory(false)
        .setServerConfig("autovacuum", "off")
        .setServerConfig("synchronous_commit", synchronousCommit)
        .setServerConfig("unix_socket_directories", "/tmp")
        .start();
  }

  /** The server that tests share; each test clears its tables. */
  public static PostgresqlServer shared() throws Exception {
    return SHARED.get();
  }

  /** One that a test may kill. */
  public static PostgresqlServer own() throws Exception {
    return new PostgresqlServer("on");
  }

  private String rootUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  public int port() {
    return port;
  }

  @Override
  public String kind() {
    return "gpgsql";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "host",
        "127.0.0.1",
        "port",
        Integer.toString(port),
        "dbname",
        "powerdns",
        "user",
        "powerdns",
        "password",
        "secret");
  }

  @Override
  public String url() {
    return rootUrl("powerdns");
  }

  @Override
  void clean() throws SQLException {
    execute("vacuum analyze records");
  }

  @Override
  List<ProcessHandle> processes() throws IOException {
    String pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid)).stream()
        .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
        .toList();
  }

  @Override
  public void kill() throws Exception {
    for (ProcessHandle process : processes()) { // the postmaster first
      process.destroyForcibly();
      process.onExit().get(START_SECONDS, TimeUnit.SECONDS);
    }
    server.close();
  }

  @Override
  public void restart() throws Exception {
    server = start();
    awaitStart();
  }

  private void awaitStart() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Connection connection = connect()) {
        return;
      } catch (SQLException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  @Override
  public void close() {
    try {
      if (Files.exists(directory.resolve("data/postmaster.pid"))) {
        kill();
      }
      if (Files.exists(directory)) {
        delete(directory);
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot end PostgreSQL in " + directory, e);
    }
  }
}
