package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Triggers in PostgreSQL that tell of each change of our tables, once a statement and zone, with
 * {@code NOTIFY}: the zone's id, {@code zones} for zones that come, go or have other metadata,
 * {@code other} for the rest, an asterisk for changes of more than a hundred zones.
 */
final class PostgresqlTriggers {
  /** Where they tell it. */
  static final String CHANNEL = "polder";

  /** The tables, each with the function that its triggers call. */
  private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
      "cryptokeys", "polder_others_changed",
      "domainmetadata", "polder_metadata_changed",
      "domains", "polder_zones_changed",
      "records", "polder_records_changed",
      "tsigkeys", "polder_others_changed"));

  /** What a trigger is for, and the rows that its function sees. */
  private static final Map<String, String> EVENTS = new TreeMap<>(Map.of(
      "insert", " REFERENCING NEW TABLE AS new_rows",
      "update", " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
      "delete", " REFERENCING OLD TABLE AS old_rows",
      "truncate", ""));

  private static final String PRESENT =
      "select count(*) from pg_trigger where not tgisinternal and tgenabled in ('O', 'A')"
          + " and tgname like 'polder\\_%' and tgrelid = to_regclass(?)";

  private PostgresqlTriggers() {}

  /** The statements that make them, in place of those there are. */
  static List<String> install() {
    List<String> statements = new ArrayList<>(
        List.of(Schema.resource("postgresql-triggers.sql").strip().split("\n\n(?=CREATE)")));
    TABLES.forEach((table, function) -> EVENTS.forEach((event, rows) -> {
      String name = name(table, event);
      statements.add("DROP TRIGGER IF EXISTS " + name + " ON " + table);
      statements.add("CREATE TRIGGER " + name + " AFTER " + event + " ON " + table + rows
          + " FOR EACH STATEMENT EXECUTE PROCEDURE " + function + "()");
      statements.add("ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER " + name);
    }));
    return statements;
  }

  /** The statements that remove them, if they are there. */
  static List<String> remove() {
    List<String> statements = new ArrayList<>();
    TABLES
        .keySet()
        .forEach(table -> EVENTS
            .keySet()
            .forEach(event ->
                statements.add("DROP TRIGGER IF EXISTS " + name(table, event) + " ON " + table)));
    TABLES.values().stream()
        .distinct()
        .forEach(function -> statements.add("DROP FUNCTION IF EXISTS " + function + "()"));
    return statements;
  }

  private static String name(String table, String event) {
    return "polder_" + table + "_" + event;
  }

  /** Whether all of them are there. */
  static boolean arePresent(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PRESENT)) {
      for (String table : TABLES.keySet()) {
        select.setString(1, table);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next() || row.getInt(1) < EVENTS.size()) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
