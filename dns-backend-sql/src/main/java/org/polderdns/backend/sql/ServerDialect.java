package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that is another process: its tables are made by the operator. */
abstract class ServerDialect implements Dialect {
  private final Connector connector;

  ServerDialect(Connector connector) {
    this.connector = connector;
  }

  @Override
  public boolean isEmbedded() {
    return false;
  }

  @Override
  public String database() {
    return connector.database();
  }

  @Override
  public Connection connect(boolean readOnly) throws SQLException {
    Connection connection = connector.connect();
    try {
      configure(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** What each connection needs before it is used. */
  void configure(Connection connection) throws SQLException {}

  @Override
  public void beginWriting(Connection writer) throws SQLException {
    writer.setAutoCommit(false);
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public String explain(SQLException failure) {
    return String.valueOf(failure.getMessage()).strip();
  }
}
