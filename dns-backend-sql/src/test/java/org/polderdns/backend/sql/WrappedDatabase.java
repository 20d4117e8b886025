package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.Map;

/** A database of which nothing is known but that it has a driver and, made by hand, the tables. */
final class WrappedDatabase extends DatabaseServer {
  private final String name;

  /** With no tables as yet. */
  WrappedDatabase(String name) throws SQLException {
    this.name = name;
    WrappedDriver.register();
  }

  /** Makes the tables, with flags that are numbers. */
  WrappedDatabase withTables() throws SQLException {
    execute(Schema.statements(DatabaseKind.H2).stream()
        .map(sql -> sql.replaceAll("(disabled|active|published|auth) +BOOLEAN", "$1 SMALLINT")
            .replaceAll("DEFAULT (TRUE|true)", "DEFAULT 1")
            .replaceAll("DEFAULT (FALSE|false)", "DEFAULT 0"))
        .toArray(String[]::new));
    return this;
  }

  @Override
  public String kind() {
    return "godbc";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("datasource", url(), "username", "");
  }

  @Override
  public String url() {
    return "jdbc:wrapped:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;USER=sa";
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
  public void close() {
    try {
      execute("shutdown");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
