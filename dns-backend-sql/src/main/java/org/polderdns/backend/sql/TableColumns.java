package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks whether the tables are those of the schema. What only statements of the operator ask for is
 * not looked at: they may do without.
 */
final class TableColumns {
  private static final System.Logger LOG = System.getLogger(TableColumns.class.getName());

  /** Columns that schemas of 3.4 to 4.6 lack, with what does not work without them. */
  private static final Map<String, String> LATER = Map.of(
      "options", "options of zones cannot be set",
      "catalog", "zones are in no catalog",
      "published", "all keys are published");

  /** Columns of records that statements compare. */
  private static final List<String> FLAGS = List.of("disabled", "auth");

  /** Tables that can be done without, with what does not work then. */
  private static final Map<String, String> OPTIONAL = new TreeMap<>(Map.of(
      "comments", "there are no comments",
      "cryptokeys", "there are no keys",
      "supermasters", "there are no autoprimaries",
      "tsigkeys", "there are no TSIG keys"));

  private TableColumns() {}

  /**
   * The columns that databases made before 4.7 lack, and the tables that need not be there, where
   * this one lacks them. They are told in the log.
   *
   * @param backend the name of the instance
   * @throws SQLException if one is missing that cannot be done without
   */
  static Set<String> missing(String backend, Session session, Queries queries) throws SQLException {
    Schema schema = Schema.read(session.connection());
    Set<String> missing = new HashSet<>();
    if (queries.areDefault(Query.ANY_ID, Query.LIST)) {
      missing.addAll(check(schema, "records"));
      checkFlags(schema, queries.kind());
    }
    if (queries.areDefault(Query.ALL_METADATA)) {
      missing.addAll(check(schema, "domainmetadata"));
    }
    if (queries.areDefault(Query.INFO_ZONE, Query.ALL_ZONES)) {
      missing.addAll(check(schema, "domains"));
    }
    for (String table : OPTIONAL.keySet()) {
      if (schema.has(table)) {
        missing.addAll(check(schema, table));
      }
    }
    for (String column : missing) {
      tell(backend, "the column " + column, LATER.getOrDefault(column, ""));
    }
    for (String table : OPTIONAL.keySet()) {
      if (!schema.has(table)) {
        missing.add(table);
        if (schema.has("domains")) {
          tell(backend, "the table " + table, OPTIONAL.getOrDefault(table, ""));
        }
      }
    }
    return missing;
  }

  /** Databases that have booleans do not compare them with numbers, which all statements do then. */
  private static void checkFlags(Schema schema, DatabaseKind kind) throws SQLException {
    for (String column : FLAGS) {
      String type = schema.type("records", column);
      if (kind.hasBooleans() && !type.startsWith("bool")) {
        throw new SQLException(
            "table records, column " + column + ": expected the type boolean, found " + type);
      }
    }
  }

  private static void tell(String backend, String what, String without) {
    LOG.log(
        System.Logger.Level.WARNING,
        "event=schema-older backend="
            + backend
            + " missing=\""
            + what
            + "\" effect=\""
            + without
            + "\" remedy=\"polder upgrade-schema\"");
  }

  /** The later columns that a table lacks. */
  private static List<String> check(Schema schema, String table) throws SQLException {
    if (!schema.has(table)) {
      throw new SQLException(
          schema.isEmpty()
              ? "expected the tables of PowerDNS, found none of them: polder create-schema makes them"
              : "table " + table + " is missing: polder upgrade-schema makes it");
    }
    List<String> missing = schema.missing(table);
    for (String column : missing) {
      if (!LATER.containsKey(column)) {
        throw new SQLException("table " + table + " lacks the column " + column);
      }
    }
    return missing;
  }
}
