package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** A database of which nothing is known but that it has a driver and the tables. */
final class GenericDialect extends ServerDialect {
  GenericDialect(Connector connector) {
    super(connector);
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.GENERIC;
  }

  @Override
  public void beginReading(Connection reader) throws SQLException {
    reader.setAutoCommit(false);
  }

  @Override
  public OptionalLong changeMark(Connection observer) {
    return OptionalLong.empty();
  }
}
