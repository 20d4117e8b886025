package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Looks what servers lack that only speak a database's protocol, such as CockroachDB. */
final class ServerFeatures {
  private ServerFeatures() {}

  /**
   * Those of {@link DatabaseKind#BYTEWISE_OPERATORS} and {@link DatabaseKind#BYTEWISE_COLLATION} that
   * are not there. Nothing is run that reads a table. The connection must commit each statement.
   */
  static Set<String> missing(DatabaseKind kind, Connection connection) throws SQLException {
    Set<String> missing = new HashSet<>();
    if (kind == DatabaseKind.POSTGRESQL) {
      if (!isTaken(
          connection,
          "select a from (values ('a'), ('b')) as v (a) where a ~<~ 'b' and a ~<=~ 'b' and not a ~>~ 'b'"
              + " order by a using ~<~")) {
        missing.add(DatabaseKind.BYTEWISE_OPERATORS);
      }
      if (!isTaken(connection, "select a from (values ('a')) as v (a) order by a collate \"C\"")) {
        missing.add(DatabaseKind.BYTEWISE_COLLATION);
      }
    }
    return missing;
  }

  /** Whether the server takes a statement; a connection that broke is no answer to that. */
  private static boolean isTaken(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.executeQuery().close();
      return true;
    } catch (SQLException e) {
      if (SqlFailures.isLost(e)) {
        throw e;
      }
      return false;
    }
  }
}
