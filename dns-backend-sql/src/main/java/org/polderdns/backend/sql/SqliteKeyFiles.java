package org.polderdns.backend.sql;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.polderdns.backend.Backend;
import org.polderdns.backend.KeyFiles;
import org.polderdns.backend.StoreException;

/** The databases of the bind backend's keys and metadata, in the layout of PowerDNS. */
public final class SqliteKeyFiles implements KeyFiles {
  private static final String CREATING = "Error creating database in BIND backend: ";
  private static final String OPENING = "Error opening DNSSEC database in BIND backend: ";

  @Override
  public void create(String name, Path file) {
    Dialect dialect = new SqliteDialect(file, "", "", false);
    try {
      PrivateFile.make(file);
    } catch (FileAlreadyExistsException e) {
      throw new StoreException(name, CREATING + "SQLite database '" + file + "' already exists", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new StoreException(
          name, CREATING + "Could not connect to the SQLite database '" + file + "': " + e, e);
    }
    try {
      new SchemaTask(name, dialect)
          .execute("create the tables", Schema.split(Schema.resource("sqlite-keys.sql")));
    } catch (RuntimeException e) {
      deleteEmpty(file);
      throw e;
    }
  }

  private static void deleteEmpty(Path file) {
    try {
      if (Files.size(file) == 0) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.getLogger(SqliteKeyFiles.class.getName())
          .log(System.Logger.Level.DEBUG, "deleting an empty file", e);
    }
  }

  @Override
  public Backend open(String name, Path file, String journalMode) {
    if (!Files.exists(file)) {
      throw new StoreException(name, OPENING + "SQLite database '" + file + "' does not exist yet");
    }
    SqliteDialect dialect = dialect(name, file, journalMode);
    try (Connection connection = dialect.connect(true)) {
      Schema schema = Schema.read(connection);
      for (String table : new String[] {"domainmetadata", "cryptokeys", "tsigkeys"}) {
        if (!schema.has(table)) {
          throw new SQLException("no such table: " + table + ": create-bind-db makes such a file");
        }
      }
    } catch (SQLException e) {
      throw new StoreException(name, OPENING + dialect.database() + ": " + dialect.explain(e), e);
    }
    return new KeyDatabase(name, dialect);
  }

  private static SqliteDialect dialect(String name, Path file, String journalMode) {
    try {
      return new SqliteDialect(file, "", journalMode, false);
    } catch (IllegalArgumentException e) {
      throw new StoreException(name, OPENING + e.getMessage(), e);
    }
  }
}
