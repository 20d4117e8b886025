package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.util.Map;

/** An H2 file in the place of a server. */
final class H2File extends DatabaseServer {
  private final Path file;

  /**
   * @param file without {@code .mv.db}
   */
  H2File(Path file) {
    this.file = file;
    open().close(); // makes the tables
  }

  @Override
  public String kind() {
    return "gh2";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("database", file.toString());
  }

  @Override
  public String url() {
    return "jdbc:h2:file:" + file + ";USER=sa" + UrlConnector.H2_FILE;
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
