package org.polderdns.backend.sql;

import java.util.Map;

/** A database of H2 in memory, which lives as long as a connection to it, in the place of a server. */
final class H2Memory extends DatabaseServer {
  private final String name;

  H2Memory(String name) {
    this.name = name;
  }

  @Override
  public String kind() {
    return "gh2";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("database", "mem:" + name);
  }

  @Override
  public String url() {
    return "jdbc:h2:mem:" + name + ";user=sa";
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("in memory");
  }

  @Override
  public void restart() {
    throw new UnsupportedOperationException("in memory");
  }

  @Override
  public void close() {}
}
