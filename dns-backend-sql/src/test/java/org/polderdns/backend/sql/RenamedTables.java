package org.polderdns.backend.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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
}
