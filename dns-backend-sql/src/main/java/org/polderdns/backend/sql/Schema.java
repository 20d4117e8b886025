package org.polderdns.backend.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables and columns that a database has, as of one moment. */
final class Schema {
  /** The tables of 4.7 with their columns. */
  static final Map<String, List<String>> COMPLETE = complete();

  /** Of PostgreSQL, SQL Server, Derby and Db2, in this order. */
  private static final Set<String> MISSING_TABLE = Set.of("42P01", "S0002", "42X05", "42704");

  private static final int MISSING_TABLE_ORACLE = 942;

  /** By table, the types of the columns in lower case, by the column's name. */
  private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();

  private Schema() {}

  private static Map<String, List<String>> complete() {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    tables.put(
        "domains",
        words("id name master last_check type notified_serial account options" + " catalog"));
    tables.put("records", words("id domain_id name type content ttl prio disabled ordername auth"));
    tables.put("supermasters", words("ip nameserver account"));
    tables.put("comments", words("id domain_id name type modified_at account comment"));
    tables.put("domainmetadata", words("id domain_id kind content"));
    tables.put("cryptokeys", words("id domain_id flags active published content"));
    tables.put("tsigkeys", words("id name algorithm secret"));
    return tables;
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  /** Looks what there is. The connection must commit each statement. */
  static Schema read(Connection connection) throws SQLException {
    Schema schema = new Schema();
    for (String table : COMPLETE.keySet()) {
      Map<String, String> found = columns(connection, table);
      if (!found.isEmpty()) {
        schema.columns.put(table, found);
      }
    }
    return schema;
  }

  private static Map<String, String> columns(Connection connection, String table)
      throws SQLException {
    Map<String, String> types = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table + " where 0 = 1")) {
      ResultSetMetaData about = rows.getMetaData();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        types.put(
            about.getColumnName(i).toLowerCase(Locale.ROOT),
            about.getColumnTypeName(i).toLowerCase(Locale.ROOT));
      }
    } catch (SQLException e) {
      if (!isMissingTable(e)) {
        throw e;
      }
    }
    return types;
  }

  /** By the standard's state and those of other databases; SQLite has none, and says it in words. */
  private static boolean isMissingTable(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("42S0")
        || MISSING_TABLE.contains(state)
        || e.getErrorCode() == MISSING_TABLE_ORACLE && state.startsWith("42")
        || String.valueOf(e.getMessage()).contains("no such table");
  }

  /** Whether there is none of the tables. */
  boolean isEmpty() {
    return columns.isEmpty();
  }

  boolean has(String table) {
    return columns.containsKey(table);
  }

  boolean has(String table, String column) {
    return columns.getOrDefault(table, Map.of()).containsKey(column);
  }

  /** The type of a column in the database's own words, in lower case; empty if it is not there. */
  String type(String table, String column) {
    return columns.getOrDefault(table, Map.of()).getOrDefault(column, "");
  }

  /** The columns of a table of 4.7 that are not here; all if the table is not. */
  List<String> missing(String table) {
    List<String> missing = new ArrayList<>(COMPLETE.getOrDefault(table, List.of()));
    missing.removeIf(column -> has(table, column));
    return missing;
  }

  /** All tables and columns of 4.7 that are not here, with the columns in parentheses. */
  String missing() {
    return COMPLETE.keySet().stream()
        .filter(table -> !missing(table).isEmpty())
        .map(table -> (has(table) ? "in table " : "table ") + table + " ("
            + String.join(", ", missing(table)) + ")")
        .collect(Collectors.joining("; "));
  }

  /** The statements that make all tables, for the SQL of a database. */
  static List<String> statements(DatabaseKind kind) {
    return split(resource(kind.name().toLowerCase(Locale.ROOT) + ".sql"));
  }

  static List<String> split(String text) {
    List<String> statements = new ArrayList<>();
    for (String part : text.replaceAll("(?m)^--.*\n", "").split(";\\s*\n")) {
      if (!part.isBlank()) {
        statements.add(part.strip());
      }
    }
    return statements;
  }

  static String resource(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
