package org.polderdns.backend.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which columns the tables have. Those that are not asked by default statements are not looked at:
 * the operator's may do without them.
 */
final class TableColumns {
  private static final List<String> OF_ZONES =
      List.of("id", "name", "master", "last_check", "type", "notified_serial", "account");
  private static final List<String> OF_RECORDS = List.of(
      "id", "domain_id", "name", "type", "content", "ttl", "prio", "disabled", "ordername", "auth");
  private static final List<String> OF_METADATA = List.of("id", "domain_id", "kind", "content");

  private TableColumns() {}

  /**
   * The columns that databases made before 4.7 lack, where this one lacks them.
   *
   * @throws SQLException if one is missing that cannot be done without
   */
  static Set<String> missing(Session session, Queries queries) throws SQLException {
    Set<String> missing = new HashSet<>();
    if (queries.areDefault(Query.ANY_ID, Query.LIST)) {
      check(session, "records", OF_RECORDS);
    }
    if (queries.areDefault(Query.ALL_METADATA)) {
      check(session, "domainmetadata", OF_METADATA);
    }
    if (queries.areDefault(Query.INFO_ZONE, Query.ALL_ZONES)) {
      Set<String> found = check(session, "domains", OF_ZONES);
      for (String column : List.of("options", "catalog")) {
        if (!found.contains(column)) {
          missing.add(column);
        }
      }
    }
    return missing;
  }

  private static Set<String> check(Session session, String table, List<String> needed)
      throws SQLException {
    Set<String> found = columns(session, table);
    for (String column : needed) {
      if (!found.contains(column)) {
        throw new SQLException("table " + table + " lacks the column " + column);
      }
    }
    return found;
  }

  private static Set<String> columns(Session session, String table) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table + " where 0 = 1")) {
      ResultSetMetaData about = rows.getMetaData();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        names.add(about.getColumnName(i).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
