package org.polderdns.backend.sql;

import java.util.Map;

/** A database of H2 in memory, which lives as long as a connection to it, in the place of a server. */
final class H2Memory extends DatabaseServer {
  private final String name;

  H2Memory(String name) {
    this.name = name;
  }

  @Override
  String kind() {
    return "gh2";
  }

  @Override
  Map<String, String> settings() {
    return Map.of("database", "mem:" + name);
  }

  @Override
  String url() {
    return "jdbc:h2:mem:" + name + ";user=sa";
  }

  @Override
  void kill() {
    throw new UnsupportedOperationException("in memory");
  }

  @Override
  void restart() {
    throw new UnsupportedOperationException("in memory");
  }

  @Override
  public void close() {}
}
