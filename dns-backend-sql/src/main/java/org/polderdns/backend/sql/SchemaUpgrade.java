package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What brings a schema of 3.4 or later to that of 4.7. Each step is taken only if it is needed, so
 * that an upgrade that was cut off is completed by another.
 */
final class SchemaUpgrade {
  /** Indexes of SQLite until 4.3.1, by the table that they are of. */
  private static final Map<String, List<String>> OLD_SQLITE_INDEXES = Map.of(
      "records", List.of("rec_name_index", "nametype_index", "domain_id", "orderindex"),
      "comments", List.of("comments_domain_id_index", "comments_nametype_index"));

  private final DatabaseKind kind;
  private final Schema schema;
  private final Connection connection;
  private final List<String> statements = new ArrayList<>();

  private SchemaUpgrade(DatabaseKind kind, Schema schema, Connection connection) {
    this.kind = kind;
    this.schema = schema;
    this.connection = connection;
  }

  /** The statements to execute, in order. */
  static List<String> statements(DatabaseKind kind, Schema schema, Connection connection)
      throws SQLException {
    SchemaUpgrade upgrade = new SchemaUpgrade(kind, schema, connection);
    upgrade.tables();
    upgrade.columns();
    upgrade.types();
    upgrade.indexes();
    return List.copyOf(upgrade.statements);
  }

  /** Whole tables that are not there, with their indexes. */
  private void tables() {
    for (String statement : Schema.statements(kind)) {
      String table = tableOf(statement);
      if (!schema.has(table)) {
        statements.add(statement);
      }
    }
  }

  /** The table that a statement of the schema makes or indexes. */
  private static String tableOf(String statement) {
    String[] words = statement.split("[\\s(]+");
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals("TABLE") || words[i].equals("ON")) {
        return words[i + 1];
      }
    }
    throw new IllegalStateException("of no table: " + statement);
  }

  private void columns() {
    if (schema.has("records", "change_date")) {
      statements.add("ALTER TABLE records DROP COLUMN change_date");
    }
    add("cryptokeys", "published", kind == DatabaseKind.MYSQL ? "BOOL DEFAULT 1" : published());
    add("domains", "options", longText());
    add("domains", "catalog", kind == DatabaseKind.POSTGRESQL ? "TEXT" : "VARCHAR(255)");
  }

  private String published() {
    return kind == DatabaseKind.SQLITE ? "BOOL DEFAULT 1" : "BOOLEAN DEFAULT TRUE";
  }

  private String longText() {
    return switch (kind) {
      case MYSQL -> "VARCHAR(64000)";
      case POSTGRESQL -> "TEXT";
      default -> "VARCHAR(65535)";
    };
  }

  private void add(String table, String column, String type) {
    if (schema.has(table) && !schema.has(table, column)) {
      String otherwise = type.contains("DEFAULT") ? "" : " DEFAULT NULL";
      statements.add("ALTER TABLE " + table + " ADD " + column + " " + type + otherwise);
    }
  }

  /** Columns that became wider; SQLite does not mind widths. */
  private void types() throws SQLException {
    if (kind == DatabaseKind.MYSQL) {
      widen("domains", "type", "VARCHAR(6)", "MODIFY type VARCHAR(8) NOT NULL");
      widen(
          "domains", "notified_serial", "INT", "MODIFY notified_serial INT UNSIGNED DEFAULT NULL");
      widen("records", "id", "INT", "MODIFY id BIGINT AUTO_INCREMENT");
    } else if (kind == DatabaseKind.POSTGRESQL) {
      widen("domains", "type", "VARCHAR", "ALTER COLUMN type TYPE TEXT");
      widen(
          "domains",
          "notified_serial",
          "INT4",
          "ALTER COLUMN notified_serial TYPE BIGINT USING"
              + " CASE WHEN notified_serial >= 0 THEN notified_serial::BIGINT END");
      widen("records", "id", "SERIAL", "ALTER COLUMN id TYPE BIGINT");
    }
  }

  private void widen(String table, String column, String narrow, String change)
      throws SQLException {
    String type = typeOf(table, column);
    if (type.equals(narrow)) {
      statements.add("ALTER TABLE " + table + " " + change);
    }
  }

  /** The name of a column's type in upper case; those of MySQL that differ in width have it. */
  private String typeOf(String table, String column) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    try (ResultSet row =
        about.getColumns(connection.getCatalog(), connection.getSchema(), table, column)) {
      if (!row.next()) {
        return "";
      }
      String name = row.getString("TYPE_NAME").toUpperCase(Locale.ROOT);
      boolean sized = kind == DatabaseKind.MYSQL && name.equals("VARCHAR");
      return sized ? name + "(" + row.getInt("COLUMN_SIZE") + ")" : name;
    }
  }

  private void indexes() throws SQLException {
    for (String statement : Schema.statements(kind)) {
      String table = tableOf(statement);
      String[] words = statement.split("[\\s(]+");
      int at = List.of(words).indexOf("INDEX");
      if (at > 0 && schema.has(table) && !indexesOf(table).contains(words[at + 1])) {
        statements.add(statement);
      }
    }
    if (kind == DatabaseKind.SQLITE) {
      for (Map.Entry<String, List<String>> old : OLD_SQLITE_INDEXES.entrySet()) {
        Set<String> found = indexesOf(old.getKey());
        for (String name : old.getValue()) {
          if (found.contains(name)) {
            statements.add("DROP INDEX " + name);
          }
        }
      }
    } else if (kind == DatabaseKind.MYSQL && indexesOf("records").contains("recordorder")) {
      statements.add("DROP INDEX recordorder ON records");
    }
  }

  private Set<String> indexesOf(String table) throws SQLException {
    Set<String> names = new HashSet<>();
    DatabaseMetaData about = connection.getMetaData();
    String stored = about.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    try (ResultSet rows =
        about.getIndexInfo(connection.getCatalog(), connection.getSchema(), stored, false, true)) {
      while (rows.next()) {
        String name = rows.getString("INDEX_NAME");
        if (name != null) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }
}
