package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/** H2, in a file or in memory. */
final class H2Dialect implements Dialect {
  /** The number of a modification is given when it is made, so open transactions count as well. */
  private static final String LAST_CHANGE =
      "select sum(last_modification) || '/' || (select count(*) from information_schema.sessions"
          + " where contains_uncommitted) from information_schema.tables"
          + " where table_schema = current_schema";

  private final Connector connector;

  H2Dialect(Connector connector) {
    this.connector = connector;
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.H2;
  }

  @Override
  public boolean isEmbedded() {
    return true;
  }

  @Override
  public String database() {
    return connector.database();
  }

  @Override
  public Connection connect(boolean readOnly) throws SQLException {
    return connector.connect();
  }

  @Override
  public void beginWriting(Connection writer) throws SQLException {
    writer.setAutoCommit(false);
  }

  @Override
  public void beginReading(Connection reader) throws SQLException {
    ServerDialect.execute(
        reader, "set session characteristics as transaction isolation level snapshot");
    reader.setAutoCommit(false);
  }

  /** Writes it to the file, which H2 would only do half a second later. */
  @Override
  public void commitWriting(Connection writer) throws SQLException {
    commit(writer);
    ServerDialect.execute(writer, "checkpoint sync");
  }

  @Override
  public OptionalLong changeMark(Connection observer) throws SQLException {
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery(LAST_CHANGE)) {
      return row.next() ? OptionalLong.of(ChangeDigest.of(row.getString(1))) : OptionalLong.empty();
    }
  }

  @Override
  public String explain(SQLException failure) {
    return SqlFailures.words(failure);
  }
}
