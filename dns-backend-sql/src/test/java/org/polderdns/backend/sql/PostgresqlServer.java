package org.polderdns.backend.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PostgreSQL out of its Maven artifact, with its files in a directory that is deleted afterwards. */
final class PostgresqlServer extends DatabaseServer {
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
    this.port = freePort();
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
  static PostgresqlServer shared() throws Exception {
    return SHARED.get();
  }

  /** One that a test may kill. */
  static PostgresqlServer own() throws Exception {
    return new PostgresqlServer("on");
  }

  private String rootUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  int port() {
    return port;
  }

  @Override
  String kind() {
    return "gpgsql";
  }

  @Override
  Map<String, String> settings() {
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
  String url() {
    return rootUrl("powerdns");
  }

  @Override
  void kill() throws Exception {
    String pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0);
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    var children = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    postmaster.onExit().get(START_SECONDS, TimeUnit.SECONDS);
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().get(START_SECONDS, TimeUnit.SECONDS);
    }
    server.close();
  }

  @Override
  void restart() throws Exception {
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
