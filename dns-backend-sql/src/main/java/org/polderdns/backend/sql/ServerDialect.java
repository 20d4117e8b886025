package org.polderdns.backend.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that is another process: its tables are made by the operator. */
abstract class ServerDialect implements Dialect {
  /** How many times as long as a look-up the statements may take that are about a whole zone. */
  private static final int LONG = 30;

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
  public String accessSettings() {
    return connector.accessSettings();
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

  /** Multiplies the time for which an answer is waited for, where the driver knows one. */
  static void lengthenTimeout(Connection connection) throws SQLException {
    long milliseconds = (long) LONG * connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, milliseconds));
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
    String message = SqlFailures.words(failure);
    Throwable cause = failure.getCause();
    if (!(cause instanceof IOException)) {
      return message;
    }
    String reason =
        cause.getMessage() == null ? "The server closed the connection" : cause.getMessage();
    return message.contains(reason) ? message : message + " " + reason;
  }
}
