package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;
import org.sqlite.JDBC;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** SQLite, one file. */
final class SqliteDialect implements Dialect {
  /** How long a writer waits for another process to let go of the file, milliseconds. */
  static final int BUSY_TIMEOUT = 5000;

  /** Each connection is used by one thread at a time, and needs no lock in each call. */
  private static final int OPEN_MODE = SQLiteOpenMode.READWRITE.flag
      | SQLiteOpenMode.CREATE.flag
      | SQLiteOpenMode.OPEN_URI.flag
      | SQLiteOpenMode.NOMUTEX.flag;

  private static final List<String> SYNCHRONOUS = List.of(
      "OFF", "NORMAL", "FULL", "EXTRA", "0", "1", "2", "3", "no", "false", "yes", "true", "on");

  private static final List<String> JOURNAL_MODES =
      List.of("DELETE", "TRUNCATE", "PERSIST", "MEMORY", "WAL", "OFF");

  private final Path file;
  private final String synchronous;
  private final String journalMode;
  private final boolean foreignKeys;
  private volatile @Nullable Object fileKey; // null until the first connection

  SqliteDialect(BackendSettings settings) {
    this(
        Path.of(settings.text("database")),
        pragma(settings, "pragma-synchronous", SYNCHRONOUS),
        pragma(settings, "pragma-journal-mode", JOURNAL_MODES),
        settings.isYes("pragma-foreign-keys"));
  }

  /**
   * @throws IllegalArgumentException if a mode is none of SQLite's, which would leave it as it is
   *     without a word
   */
  SqliteDialect(Path file, String synchronous, String journalMode, boolean foreignKeys) {
    this.file = file.toAbsolutePath();
    this.synchronous = checked(synchronous, SYNCHRONOUS);
    this.journalMode = checked(journalMode, JOURNAL_MODES);
    this.foreignKeys = foreignKeys;
  }

  private static String pragma(BackendSettings settings, String suffix, List<String> values) {
    try {
      return checked(settings.text(suffix).trim(), values);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          settings.name(), settings.name() + "-" + suffix + ": " + e.getMessage(), e);
    }
  }

  /** A pragma's value, which goes into a statement as it is; empty for none. */
  private static String checked(String value, List<String> values) {
    if (!value.isEmpty() && values.stream().noneMatch(value::equalsIgnoreCase)) {
      throw new IllegalArgumentException("expected one of " + values + ", found \"" + value + '"');
    }
    return value;
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.SQLITE;
  }

  @Override
  public boolean isEmbedded() {
    return true;
  }

  @Override
  public String database() {
    return "SQLite database '" + file + "'";
  }

  @Override
  public Connection connect(boolean readOnly) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Integer.toString(BUSY_TIMEOUT));
    properties.setProperty("open_mode", Integer.toString(OPEN_MODE));
    if (fileKey == null) {
      makeFile();
    }
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

  private void makeFile() {
    try {
      PrivateFile.make(file);
    } catch (IOException e) {
      // It is there, or opening it will say why it cannot be.
    }
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
      statement.execute("pragma cache_size = " + (readOnly ? -32768 : -65536)); // KiB
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

  /** Takes the lock for writing at once: who has read first may not get it later. */
  @Override
  public void beginWriting(Connection writer) throws SQLException {
    ServerDialect.execute(writer, "begin immediate");
  }

  @Override
  public void beginReading(Connection reader) throws SQLException {
    ServerDialect.execute(reader, "begin");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    ServerDialect.execute(connection, "commit");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    ServerDialect.execute(connection, "rollback");
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
    if (failure.getCause() instanceof NativeLibraryNotFoundException) {
      String directory =
          System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"));
      return "the library of SQLite cannot be loaded from '" + directory
          + "': can files be made there, and is it not mounted noexec? (the system property"
          + " org.sqlite.tmpdir names another directory)";
    }
    String text = SqlFailures.words(failure);
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
