package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What differs between databases: how to connect, begin and make the tables, and how to see that
 * something was changed. The statements on the tables are the same for all.
 */
interface Dialect {
  /** The database as messages name it, without secrets. */
  String database();

  /**
   * Opens a connection.
   *
   * @param readOnly whether nothing will be written by it
   */
  Connection connect(boolean readOnly) throws SQLException;

  /** Makes the tables if the database has none at all. */
  void createIfEmpty(Connection writer) throws SQLException;

  /** The statement that begins a transaction for writing, with the lock for that. */
  String beginWriting();

  /** The statement that begins a transaction that reads one state of the database. */
  String beginReading();

  /**
   * A number that changes when another connection, in this process or not, committed a change.
   *
   * @param observer a connection that is used for this only
   */
  long changeMark(Connection observer) throws SQLException;

  /**
   * Fails if the database that connections were opened to is not there any more, or another one is
   * in its place.
   */
  void checkPresent() throws SQLException;

  /** What went wrong in words for the operator, with a hint where there is one. */
  String explain(SQLException failure);
}
