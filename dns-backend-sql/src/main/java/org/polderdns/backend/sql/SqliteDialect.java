package org.polderdns.backend.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.BackendSettings;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite, one file. */
final class SqliteDialect implements Dialect {
  /** How long a writer waits for another process to let go of the file, milliseconds. */
  static final int BUSY_TIMEOUT = 5000;

  /** Takes the lock for writing at once: one who read first could not have it later. */
  private static final String BEGIN_WRITING = "begin immediate";

  private final Path file;
  private final String synchronous;
  private final String journalMode;
  private final boolean foreignKeys;
  private volatile @Nullable Object fileKey; // null until the first connection

  SqliteDialect(BackendSettings settings) {
    this.file = Path.of(settings.text("database")).toAbsolutePath();
    this.synchronous = word(settings.text("pragma-synchronous"));
    this.journalMode = word(settings.text("pragma-journal-mode"));
    this.foreignKeys = settings.isYes("pragma-foreign-keys");
  }

  /** A pragma's value, which goes into a statement as it is. */
  private static String word(String value) {
    if (!value.matches("[A-Za-z0-9]*")) {
      throw new IllegalArgumentException("not the value of a pragma: \"" + value + '"');
    }
    return value;
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.SQLITE;
  }

  @Override
  public ParameterStyle parameterStyle() {
    return ParameterStyle.NAMED;
  }

  @Override
  public String database() {
    return "SQLite database '" + file + "'";
  }

  @Override
  public Connection connect(boolean readOnly) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Integer.toString(BUSY_TIMEOUT));
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, properties);
    if (connection == null) {
      throw new SQLException("no SQLite driver takes " + file);
    }
    try {
      configure(connection, readOnly);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private void configure(Connection connection, boolean readOnly) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!readOnly && !journalMode.isEmpty()) {
        statement.execute("pragma journal_mode = " + journalMode);
      }
      if (!synchronous.isEmpty()) {
        statement.execute("pragma synchronous = " + synchronous);
      }
      statement.execute("pragma foreign_keys = " + (foreignKeys ? "on" : "off"));
      statement.execute("pragma cache_size = " + (readOnly ? -8192 : -65536)); // KiB
      if (readOnly) {
        statement.execute("pragma query_only = on");
      }
    }
    if (fileKey == null) {
      fileKey = currentKey();
    }
  }

  private @Nullable Object currentKey() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void createIfEmpty(Connection writer) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      if (!isEmpty(statement)) {
        return; // without waiting for whoever writes
      }
      statement.execute(BEGIN_WRITING);
      try {
        if (isEmpty(statement)) {
          for (String part : schema().split(";\\s*\n")) {
            if (!part.isBlank()) {
              statement.execute(part);
            }
          }
        }
        statement.execute("commit");
      } catch (SQLException e) {
        statement.execute("rollback");
        throw e;
      }
    }
  }

  private static boolean isEmpty(Statement statement) throws SQLException {
    try (ResultSet tables = statement.executeQuery("select count(*) from sqlite_master")) {
      return tables.next() && tables.getInt(1) == 0;
    }
  }

  private static String schema() {
    try (InputStream in = SqliteDialect.class.getResourceAsStream("sqlite.sql")) {
      if (in == null) {
        throw new IllegalStateException("sqlite.sql is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beginWriting(Connection writer) throws SQLException {
    execute(writer, BEGIN_WRITING);
  }

  @Override
  public void beginReading(Connection reader) throws SQLException {
    execute(reader, "begin");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "commit");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    execute(connection, "rollback");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public OptionalLong changeMark(Connection observer) throws SQLException {
    try (Statement statement = observer.createStatement();
        ResultSet version = statement.executeQuery("pragma data_version")) {
      return version.next() ? OptionalLong.of(version.getLong(1)) : OptionalLong.empty();
    }
  }

  @Override
  public void checkPresent() throws SQLException {
    Object now = currentKey();
    if (now == null) {
      throw new SQLException("the file is gone");
    }
    if (!now.equals(fileKey)) {
      throw new SQLException("another file is in its place; restart to use that one");
    }
  }

  @Override
  public String explain(SQLException failure) {
    String text = String.valueOf(failure.getMessage());
    if (!(failure instanceof SQLiteException sqlite)) {
      return text;
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    return switch (code) {
      case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_RECOVERY, SQLITE_LOCKED ->
        "another process holds its lock for over " + BUSY_TIMEOUT / 1000 + " seconds";
      case SQLITE_READONLY, SQLITE_READONLY_DIRECTORY -> "it is read-only";
      case SQLITE_NOTADB -> "the file is not an SQLite database";
      case SQLITE_CORRUPT -> "the file is damaged: " + text;
      case SQLITE_CANTOPEN -> "cannot open the file: " + text;
      case SQLITE_FULL -> "no space is left: " + text;
      default -> text;
    };
  }
}
