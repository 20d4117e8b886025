package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.RowLoad;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;

/** Adds rows as they are, by the operator's statements if there are any. */
final class SqlRowLoad implements RowLoad {
  /** The columns of a row that are not text. */
  private record Values(@Nullable Long ttl, @Nullable Integer priority) {}

  private final Sessions sessions;
  private final ZoneInfo zone;
  private final Runnable done;
  private final RowWriter rows;

  SqlRowLoad(Sessions sessions, Queries queries, Session session, ZoneInfo zone, Runnable done)
      throws SQLException {
    this.sessions = sessions;
    this.zone = zone;
    this.done = done;
    this.rows = queries.areDefault(Query.INSERT_RECORD, Query.INSERT_EMPTY_NON_TERMINAL)
        ? RowWriter.of(queries.kind(), session, zone.id())
        : new QueryRows(queries, session, zone.id());
  }

  @Override
  public void add(StoredRow row) {
    Values values = values(row);
    boolean empty = row.type().isEmpty();
    try {
      rows.add(new RowWriter.Row(
          empty && row.content().isEmpty() ? null : row.content(),
          values.ttl(),
          values.priority(),
          empty ? null : row.type(),
          SchemaText.storedName(row.owner()),
          row.ordered() ? row.ordername() : null,
          row.disabled(),
          row.auth()));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private Values values(StoredRow row) {
    try {
      return new Values(
          row.ttl().isEmpty() ? null : Long.valueOf(row.ttl()),
          row.priority().isEmpty() ? null : Integer.valueOf(row.priority()));
    } catch (NumberFormatException e) {
      throw failure(new SQLException(String.format(
          Locale.ROOT,
          "%s %s: ttl \"%s\" or prio \"%s\" is no number",
          row.owner(),
          row.type(),
          row.ttl(),
          row.priority())));
    }
  }

  @Override
  public void finish() {
    try {
      rows.flush();
      done.run();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private StoreException failure(SQLException e) {
    return sessions.failure("add rows to the zone " + zone.apex(), e);
  }
}
