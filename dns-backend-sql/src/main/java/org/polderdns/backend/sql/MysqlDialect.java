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
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery(LAST_UPDATE)) {
      if (!row.next()) {
        return OptionalLong.empty();
      }
      long updated = (long) row.getDouble(1);
      boolean settled = row.getLong(2) - updated >= SETTLED_SECONDS;
      return OptionalLong.of(2 * updated + (settled ? 1 : 0));
    }
  }
}
