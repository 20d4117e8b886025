package org.polderdns.backend.sql;

import java.sql.SQLException;

/** Adds rows by the statements in force. */
final class QueryRows implements RowWriter {
  private final QueryBatch records;
  private final QueryBatch empty;
  private final long zone;

  QueryRows(Queries queries, Session session, long zone) throws SQLException {
    this.records = queries.batch(session, Query.INSERT_RECORD);
    this.empty = queries.batch(session, Query.INSERT_EMPTY_NON_TERMINAL);
    this.zone = zone;
  }

  @Override
  public void add(Row row) throws SQLException {
    if (row.type() == null && row.content() == null && !row.disabled()) {
      empty.add(zone, row.name(), row.ordername(), row.auth());
    } else {
      records.add(
          row.content(),
          row.ttl(),
          row.priority(),
          row.type(),
          zone,
          row.disabled(),
          row.name(),
          row.ordername(),
          row.auth());
    }
  }

  @Override
  public void flush() throws SQLException {
    records.flush();
    empty.flush();
  }
}
