package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * What differs between databases: how to connect, begin and make the tables, and how to see that
 * something was changed.
 */
interface Dialect {
  /** Whose SQL it speaks. */
  DatabaseKind kind();

  /**
   * Whether the database is part of this process: made on first use, and never gone while its file
   * is there.
   */
  boolean isEmbedded();

  /** The database as messages name it, without secrets. */
  String database();

  /** See {@link Connector#accessSettings}; none for an embedded database. */
  default String accessSettings() {
    return "";
  }

  /**
   * Opens a connection that commits each statement.
   *
   * @param readOnly whether nothing will be written by it
   */
  Connection connect(boolean readOnly) throws SQLException;

  /** Begins a transaction for writing, with the lock for that where there is one. */
  void beginWriting(Connection writer) throws SQLException;

  /** Begins a transaction that reads one state of the database. */
  void beginReading(Connection reader) throws SQLException;

  /** Allows for statements that take long, such as that which lists a whole zone. */
  default void expectLong(Connection connection) throws SQLException {}

  /** Ends the transaction. */
  default void commit(Connection connection) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Ends a transaction that wrote; nothing that happens to this process afterwards undoes it. */
  default void commitWriting(Connection writer) throws SQLException {
    commit(writer);
  }

  /** Ends the transaction without a change. */
  default void rollback(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /**
   * A number that changes when another connection, in this process or not, committed a change; it
   * may move without one. Empty if the database cannot tell.
   *
   * @param observer a connection that is used for this only
   */
  OptionalLong changeMark(Connection observer) throws SQLException;

  /**
   * Fails if the database that connections were opened to is not there any more, or another one is
   * in its place, where that can be told without asking it.
   */
  default void checkPresent() throws SQLException {}

  /** Lets go of what is held beside the connections. */
  default void close() {}

  /** What went wrong in words for the operator, with a hint where there is one. */
  String explain(SQLException failure);
}
