package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Many runs of one query, sent to the database together where that can be. */
final class QueryBatch {
  private static final int SIZE = 500;

  private final Queries queries;
  private final Query query;
  private final PreparedStatement statement;
  private final boolean together;
  private int waiting;

  QueryBatch(Queries queries, Query query, PreparedStatement statement) {
    this.queries = queries;
    this.query = query;
    this.statement = statement;
    this.together = queries.isBatchable(query);
  }

  void add(@Nullable Object... values) throws SQLException {
    try {
      queries.bind(statement, query, values);
      if (together) {
        statement.addBatch();
        if (++waiting == SIZE) {
          flush();
        }
      } else {
        statement.execute();
        queries.drain(query, statement);
      }
    } catch (SQLException e) {
      throw queries.failure(query, e);
    }
  }

  /**
   * A run of {@link Query#INSERT_RECORD}, for a record that is not hidden.
   *
   * @param ordername null for none
   */
  void addRecord(
      long zone,
      Name owner,
      RecordType type,
      long ttl,
      Octets rdata,
      @Nullable String ordername,
      boolean auth)
      throws SQLException {
    add(
        SchemaText.content(type, rdata),
        ttl,
        SchemaText.priority(type, rdata),
        SchemaText.type(type),
        zone,
        false,
        SchemaText.name(owner),
        ordername,
        auth);
  }

  /** To be called after the last, and before what was added is read. */
  void flush() throws SQLException {
    if (waiting > 0) {
      waiting = 0;
      try {
        statement.executeBatch();
      } catch (SQLException e) {
        throw queries.failure(query, e);
      }
    }
  }
}
