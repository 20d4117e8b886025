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
  public String kind() {
    return "gsqlite3";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("database", file.toString());
  }

  @Override
  public String url() {
    return "jdbc:sqlite:" + file;
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("a file");
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException("a file");
  }

  @Override
  public void close() {}
}
