package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.postgresql.PGStatement;

/** PostgreSQL and what speaks its protocol. */
final class PostgresqlDialect extends ServerDialect {
  /** The state of an SQLException for a function that is not there. */
  private static final String UNDEFINED_FUNCTION = "42883";

  PostgresqlDialect(Connector connector) {
    super(connector);
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.POSTGRESQL;
  }

  @Override
  public void expectLong(Connection connection) throws SQLException {
    lengthenTimeout(connection);
  }

  @Override
  public void beginReading(Connection reader) throws SQLException {
    reader.setAutoCommit(false);
    execute(reader, "set transaction isolation level repeatable read");
  }

  /**
   * Moves with each transaction that wrote, in any database of the server. Of the snapshot all
   * counts: its end alone does not move when a transaction commits after one that began later.
   */
  @Override
  public OptionalLong changeMark(Connection observer) throws SQLException {
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery("select txid_current_snapshot()::text")) {
      return row.next() ? OptionalLong.of(ChangeDigest.of(row.getString(1))) : OptionalLong.empty();
    } catch (SQLException e) {
      if (UNDEFINED_FUNCTION.equals(e.getSQLState())) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  /**
   * Whether no statement may stay prepared on the connection, since the next may reach another
   * session by it.
   */
  static boolean preparesNothing(PreparedStatement statement) throws SQLException {
    return statement.isWrapperFor(PGStatement.class)
        && statement.unwrap(PGStatement.class).getPrepareThreshold() == 0;
  }

  /**
   * Lets the server prepare a statement without a name, which nothing is left of. The driver gives
   * it a name when its columns are asked for, but not for its parameters.
   */
  static void tryUnnamed(PreparedStatement statement) throws SQLException {
    statement.getParameterMetaData();
  }
}
