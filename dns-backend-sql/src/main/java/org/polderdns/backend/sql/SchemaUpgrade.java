package org.polderdns.backend.sql;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

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
  private final Handle handle;
  private final List<String> statements = new ArrayList<>();

  private SchemaUpgrade(DatabaseKind kind, Schema schema, Handle handle) {
    this.kind = kind;
    this.schema = schema;
    this.handle = handle;
  }

  /** The statements to execute, in order. */
  static List<String> statements(DatabaseKind kind, Schema schema, Handle handle) {
    SchemaUpgrade upgrade = new SchemaUpgrade(kind, schema, handle);
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
  private void types() {
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

  private void widen(String table, String column, String narrow, String change) {
    String type = typeOf(table, column);
    if (type.equals(narrow)) {
      statements.add("ALTER TABLE " + table + " " + change);
    }
  }

  /** The name of a column's type in upper case; those of MySQL that differ in width have it. */
  private String typeOf(String table, String column) {
    return handle
        .queryMetadata(about ->
            about.getColumns(about.getConnection().getCatalog(), schemaName(about), table, column))
        .map((row, context) -> {
          String name = row.getString("TYPE_NAME").toUpperCase(Locale.ROOT);
          boolean sized = kind == DatabaseKind.MYSQL && name.equals("VARCHAR");
          return sized ? name + "(" + row.getInt("COLUMN_SIZE") + ")" : name;
        })
        .findFirst()
        .orElse("");
  }

  private static String schemaName(DatabaseMetaData about) throws SQLException {
    return about.getConnection().getSchema();
  }

  private void indexes() {
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

  private Set<String> indexesOf(String table) {
    return handle
        .queryMetadata(about -> about.getIndexInfo(
            about.getConnection().getCatalog(),
            schemaName(about),
            about.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table,
            false,
            true))
        .map((row, context) -> String.valueOf(row.getString("INDEX_NAME")).toLowerCase(Locale.ROOT))
        .set();
  }
}
