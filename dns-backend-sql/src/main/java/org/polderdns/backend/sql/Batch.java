package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Runs of a statement, many to a call of the driver. */
final class Batch {
  private static final int SIZE = 500;

  private final PreparedStatement statement;
  private int waiting;

  Batch(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Adds a run with the values now bound. */
  void add() throws SQLException {
    statement.addBatch();
    if (++waiting == SIZE) {
      flush();
    }
  }

  /** To be called after the last run. */
  void flush() throws SQLException {
    if (waiting > 0) {
      waiting = 0;
      statement.executeBatch();
    }
  }
}
