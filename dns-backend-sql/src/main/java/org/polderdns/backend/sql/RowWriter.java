package org.polderdns.backend.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Adds rows to the table {@code records}, in the way that is fast for a database. */
interface RowWriter {
  /**
   * A row of a zone. The four values of an empty non-terminal's row that are of a record are null.
   *
   * @param ordername null for none
   */
  record Row(
      @Nullable String content,
      @Nullable Long ttl,
      @Nullable Integer priority,
      @Nullable String type,
      String name,
      @Nullable String ordername,
      boolean disabled,
      boolean auth) {}

  void add(Row row) throws SQLException;

  /** To be called after the last row, and before what is added is read. */
  void flush() throws SQLException;

  /** The writer for a database of that kind, within a transaction. */
  static RowWriter of(DatabaseKind kind, Session session, long zone) throws SQLException {
    return switch (kind) {
      case POSTGRESQL ->
        CopyRows.isPossible(session)
            ? new CopyRows(session, zone)
            : new InsertRows(session, zone, 1);
      case MYSQL, SQLITE -> new InsertRows(session, zone, InsertRows.MANY);
      case H2, GENERIC -> new InsertRows(session, zone, 1);
    };
  }
}
