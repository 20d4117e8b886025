package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows by INSERT: many rows to a statement where each of a batch is one of its own in the end,
 * otherwise one row to a statement and many of these to a call of the driver.
 */
final class InsertRows implements RowWriter {
  /** Rows to a statement. */
  static final int MANY = 200;

  private static final int BATCH = 500;

  private final Session session;
  private final long zone;
  private final int rowsToStatement;
  private final List<Row> waiting = new ArrayList<>();

  InsertRows(Session session, long zone, int rowsToStatement) {
    this.session = session;
    this.zone = zone;
    this.rowsToStatement = rowsToStatement;
  }

  @Override
  public void add(Row row) throws SQLException {
    waiting.add(row);
    if (waiting.size() == BATCH || waiting.size() == rowsToStatement) {
      flush();
    }
  }

  @Override
  public void flush() throws SQLException {
    if (rowsToStatement > 1 && waiting.size() == rowsToStatement) {
      PreparedStatement insert = session.prepare(statement(rowsToStatement));
      int place = 1;
      for (Row row : waiting) {
        place = bind(insert, place, row);
      }
      insert.execute();
    } else if (!waiting.isEmpty()) {
      PreparedStatement insert = session.prepare(statement(1));
      for (Row row : waiting) {
        bind(insert, 1, row);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    waiting.clear();
  }

  private String statement(int rows) {
    String values = "(?, ?, ?, ?, ?, ?, ?, ?, ?)";
    return "insert into records"
        + " (content, ttl, prio, type, domain_id, disabled, name, ordername, auth) values "
        + values
        + (", " + values).repeat(rows - 1);
  }

  private int bind(PreparedStatement insert, int first, Row row) throws SQLException {
    int place = first;
    text(insert, place++, row.content());
    if (row.ttl() == null) {
      insert.setNull(place++, Types.INTEGER);
    } else {
      insert.setLong(place++, row.ttl());
    }
    if (row.priority() == null) {
      insert.setNull(place++, Types.INTEGER);
    } else {
      insert.setInt(place++, row.priority());
    }
    text(insert, place++, row.type());
    insert.setLong(place++, zone);
    insert.setBoolean(place++, row.disabled());
    insert.setString(place++, row.name());
    text(insert, place++, row.ordername());
    insert.setBoolean(place++, row.auth());
    return place;
  }

  private static void text(PreparedStatement insert, int place, @Nullable String value)
      throws SQLException {
    if (value == null) {
      insert.setNull(place, Types.VARCHAR);
    } else {
      insert.setString(place, value);
    }
  }
}
