package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/** MySQL and MariaDB. */
final class MysqlDialect extends ServerDialect {
  /**
   * When a table was last changed is known to the second: within this time another change may
   * follow that leaves it as it is, so the mark moves once more afterwards.
   */
  private static final int SETTLED_SECONDS = 2;

  /**
   * How far the log of InnoDB is, on MariaDB and on MySQL from 8.0.30 on; without a row elsewhere.
   * MariaDB gives a table the time at which the last transaction began, which does not move when an
   * earlier one commits after it in the same second.
   */
  private static final String LOG_END =
      "show global status where variable_name in ('innodb_lsn_current',"
          + " 'innodb_redo_log_current_lsn')";

  private static final String LAST_UPDATE =
      "select coalesce(unix_timestamp(max(update_time)), 0), unix_timestamp()"
          + " from information_schema.tables where table_schema = database()"
          + " and table_name in ('domains', 'records', 'domainmetadata', 'cryptokeys')";

  private final boolean readCommitted;

  /**
   * @param readCommitted whether transactions see what others commit meanwhile, which locks less
   */
  MysqlDialect(Connector connector, boolean readCommitted) {
    super(connector);
    this.readCommitted = readCommitted;
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.MYSQL;
  }

  @Override
  void configure(Connection connection) throws SQLException {
    if (readCommitted) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  @Override
  public void expectLong(Connection connection) throws SQLException {
    lengthenTimeout(connection);
  }

  @Override
  public void beginReading(Connection reader) throws SQLException {
    execute(
        reader,
        "set transaction isolation level repeatable read",
        "start transaction with consistent snapshot");
  }

  @Override
  public OptionalLong changeMark(Connection observer) throws SQLException {
    if (!observer.getMetaData().getDatabaseProductName().equals("MariaDB")) {
      execute(observer, "set session information_schema_stats_expiry = 0");
    }
    try (Statement statement = observer.createStatement()) {
      String logEnd = "";
      try (ResultSet row = statement.executeQuery(LOG_END)) {
        logEnd = row.next() ? row.getString(2) : "";
      }
      try (ResultSet row = statement.executeQuery(LAST_UPDATE)) {
        if (!row.next()) {
          return OptionalLong.empty();
        }
        long updated = (long) row.getDouble(1);
        boolean settled = row.getLong(2) - updated >= SETTLED_SECONDS;
        return OptionalLong.of(ChangeDigest.of(logEnd + '/' + updated + '/' + settled));
      }
    }
  }
}
