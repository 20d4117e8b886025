package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.util.Map;

/** An SQLite file in the place of a server. */
final class SqliteFile extends DatabaseServer {
  private final Path file;

  SqliteFile(Path file) {
    this.file = file;
    createSchema();
  }

  @Override
  String kind() {
    return "gsqlite3";
  }

  @Override
  Map<String, String> settings() {
    return Map.of("database", file.toString());
  }

  @Override
  String url() {
    return "jdbc:sqlite:" + file;
  }

  @Override
  void kill() {
    throw new UnsupportedOperationException("a file");
  }

  @Override
  void restart() {
    throw new UnsupportedOperationException("a file");
  }

  @Override
  public void close() {}
}
