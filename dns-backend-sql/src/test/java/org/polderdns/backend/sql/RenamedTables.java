package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.polderdns.backend.Backend;

/** Statements for all of the queries, as the default ones but for the names of the tables. */
final class RenamedTables {
  static final List<String> NAMES = List.of(
      "domains", "records", "supermasters", "comments", "domainmetadata", "cryptokeys", "tsigkeys");

  private static final Pattern TABLE = Pattern.compile("\\b(" + String.join("|", NAMES) + ")\\b");

  private RenamedTables() {}

  /** The table's new name. */
  static String renamed(String table) {
    return "my_" + table;
  }

  /** A setting for each of the queries. */
  static Map<String, String> settings(DatabaseKind kind) {
    Map<String, String> settings = new HashMap<>();
    for (Query query : Query.values()) {
      String text = DefaultTexts.printed(kind, query);
      String other = TABLE.matcher(text).replaceAll(found -> renamed(found.group()));
      settings.put(query.suffix(), other.equals(text) ? text + " /* mine */" : other);
    }
    return settings;
  }

  /** The statements that give tables that are there another name. */
  static String[] renaming() {
    return NAMES.stream()
        .map(table -> "alter table " + table + " rename to " + renamed(table))
        .toArray(String[]::new);
  }

  /**
   * Opens a server's database with empty tables under other names, beside the usual ones, which are
   * empty too.
   *
   * @param copy makes a table, its new name where {@code %1$s} and its old one where {@code %2$s} is
   */
  static Backend open(DatabaseServer server, DatabaseKind kind, String copy) throws SQLException {
    List<String> statements = new ArrayList<>();
    for (String table : NAMES) {
      for (String statement : copy.split(";")) {
        statements.add(String.format(statement, renamed(table), table));
      }
      statements.add("delete from " + renamed(table));
    }
    server.cleared().execute(statements.toArray(String[]::new));
    return server.open(settings(kind));
  }

  /** How many rows a server has in the tables under their usual names. */
  static long rowsElsewhere(DatabaseServer server) throws SQLException {
    long rows = 0;
    for (String table : NAMES) {
      rows += Long.parseLong(server.rows("select count(*) from " + table).get(0));
    }
    return rows;
  }
}
