package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.StoreException;

/**
 * The statements in force for the queries: the defaults, or those that the operator set in their
 * place.
 *
 * <pre>{@code
 * queries.each(session, Query.ANY_ID, row -> ..., "www.example.org", 7L);
 * queries.run(session, Query.DELETE_ZONE, 7L);
 * }</pre>
 *
 * <p>Values are given in the order that the query documents, whatever the statement makes of it. A
 * statement may be a SELECT, a call of a procedure that has a further result behind its rows, or
 * anything else that gives rows; columns are taken by their places.
 */
final class Queries {
  /** Looks at a row. */
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** Makes a value of a row. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Statements of ours that are kept as filled; there are fewer, some with lists of a few lengths. */
  private static final int MOST_FILLED = 500;

  private final String instance;
  private final DatabaseKind kind;
  private final Set<String> missing;
  private final Map<String, String> filled = new ConcurrentHashMap<>(); // by template
  private final Map<Query, JdbcText> texts = new EnumMap<>(Query.class);
  private final Set<Query> replaced = EnumSet.noneOf(Query.class);
  private final Set<Query> wide = ConcurrentHashMap.newKeySet(); // have been seen with all columns
  private final Set<Query> told = ConcurrentHashMap.newKeySet(); // their failure is in the log

  private Queries(String instance, DatabaseKind kind, Set<String> missing) {
    this.instance = instance;
    this.kind = kind;
    this.missing = Set.copyOf(missing);
  }

  /** The settings of all queries with their defaults, as every store on SQL takes them. */
  static List<BackendSetting> settings(DatabaseKind kind) {
    return Arrays.stream(Query.values())
        .map(query ->
            new BackendSetting(query.suffix(), DefaultTexts.printed(kind, query), query.help()))
        .toList();
  }

  /**
   * Takes them from the settings.
   *
   * @param declared the kind whose defaults the settings have, and whose parameter style
   * @param kind the kind of the database
   * @throws StoreException if a statement has other parameters than the query
   */
  static Queries of(BackendSettings settings, DatabaseKind declared, DatabaseKind kind) {
    Queries queries = new Queries(settings.name(), kind, Set.of());
    for (Query query : Query.values()) {
      String text = settings.text(query.suffix());
      if (isSame(text, DefaultTexts.printed(declared, query))) {
        queries.useDefault(query);
      } else {
        queries.use(query, text, declared.parameterStyle());
      }
    }
    return queries;
  }

  /**
   * The same for tables that lack columns.
   *
   * @param lacking of the columns {@code options}, {@code catalog} and {@code published}, and of the
   *     {@linkplain Query#optionalTable tables} that need not be there
   */
  Queries without(Set<String> lacking) {
    Queries queries = new Queries(instance, kind, lacking);
    for (Query query : Query.values()) {
      if (replaced.contains(query)) {
        queries.replaced.add(query);
        queries.texts.put(query, texts.get(query));
      } else {
        queries.useDefault(query);
      }
    }
    return queries;
  }

  private static boolean isSame(String one, String other) {
    return one.replaceAll("\\s+", " ").strip().equals(other);
  }

  private void useDefault(Query query) {
    String text = DefaultTexts.named(kind, query, missing);
    texts.put(query, TextReader.read(text, kind, ParameterStyle.NAMED, query.parameters()));
  }

  private void use(Query query, String text, ParameterStyle style) {
    replaced.add(query);
    try {
      texts.put(query, TextReader.read(text, kind, style, query.parameters()));
    } catch (IllegalArgumentException e) {
      throw new StoreException(instance, setting(query) + ": " + e.getMessage(), e);
    }
  }

  /** Whether none of these has a statement of the operator's. */
  boolean areDefault(Query... queries) {
    return Arrays.stream(queries).noneMatch(replaced::contains);
  }

  /**
   * A statement of our own as this database wants it, see {@link DatabaseKind#fill}. Those that were
   * filled are kept: filling took 6 % of the time of answers from a zone with NSEC3.
   */
  String fill(String template) {
    String text = filled.get(template);
    if (text == null) {
      text = kind.fill(template, missing);
      if (filled.size() < MOST_FILLED) {
        filled.put(template, text);
      }
    }
    return text;
  }

  /** The kind of the database. */
  DatabaseKind kind() {
    return kind;
  }

  /** Makes ready for more rows than should be fetched at once. */
  void stream(PreparedStatement select) throws SQLException {
    kind.stream(select);
  }

  /** Whether the tables lack a column that not all have. */
  boolean lacks(String column) {
    return missing.contains(column);
  }

  /** Whether the table is there that the query is of. */
  boolean canRun(Query query) {
    return replaced.contains(query) || !missing.contains(query.optionalTable());
  }

  /** Visits the rows that the query gives, in their order. */
  void each(Session session, Query query, RowVisitor visitor, @Nullable Object... values)
      throws SQLException {
    try {
      PreparedStatement statement = bind(session, query, values);
      if (!statement.execute()) {
        throw tooFew(query, "none");
      }
      try (ResultSet rows = statement.getResultSet()) {
        checkColumns(query, rows.getMetaData());
        while (rows.next()) {
          visitor.visit(rows);
        }
      }
      drain(query, statement);
    } catch (SQLException e) {
      throw failure(query, e);
    }
  }

  /** As {@link #each}, with rows that are too many to be fetched at once. */
  void stream(Session session, Query query, RowVisitor visitor, @Nullable Object... values)
      throws SQLException {
    kind.stream(session.prepare(texts.get(query).sql()));
    each(session, query, visitor, values);
  }

  /** What the query gives. */
  <T> List<T> list(Session session, Query query, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    List<T> all = new ArrayList<>();
    each(session, query, row -> all.add(mapper.map(row)), values);
    return all;
  }

  /** The first row that the query gives. */
  <T> Optional<T> first(
      Session session, Query query, RowMapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    List<T> all = list(session, query, mapper, values);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** Runs a query that changes something; rows that it gives are not looked at. */
  void run(Session session, Query query, @Nullable Object... values) throws SQLException {
    given(session, query, values);
  }

  /**
   * Runs a query that changes something.
   *
   * @return the first column of the first row that it gives; null if it gives none
   */
  @Nullable
  String given(Session session, Query query, @Nullable Object... values) throws SQLException {
    checkTable(query);
    try {
      PreparedStatement statement = bind(session, query, values);
      String given = statement.execute() ? first(statement) : null;
      drain(query, statement);
      return given;
    } catch (SQLException e) {
      throw failure(query, e);
    }
  }

  private static @Nullable String first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private void checkTable(Query query) throws SQLException {
    if (!canRun(query)) {
      throw new SQLException("table " + query.optionalTable() + " is missing");
    }
  }

  /** For many runs of a query that changes something. */
  QueryBatch batch(Session session, Query query) throws SQLException {
    return new QueryBatch(this, query, session.prepare(texts.get(query).sql()));
  }

  private PreparedStatement bind(Session session, Query query, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = session.prepare(texts.get(query).sql());
    bind(statement, query, values);
    return statement;
  }

  void bind(PreparedStatement statement, Query query, @Nullable Object... values)
      throws SQLException {
    if (values.length != query.parameters().size()) {
      throw new IllegalArgumentException(query + " with " + values.length + " values");
    }
    List<Integer> parameters = texts.get(query).parameters();
    for (int i = 0; i < parameters.size(); i++) {
      kind.bind(statement, i + 1, values[parameters.get(i)]);
    }
  }

  /** Whether runs can be sent to the database together: not those that may give rows. */
  boolean isBatchable(Query query) {
    String text = texts.get(query).sql().stripLeading().toLowerCase(Locale.ROOT);
    return !replaced.contains(query) || text.startsWith("insert") && !text.contains("returning");
  }

  /** Procedures have results behind their rows, which must be taken before the next statement. */
  void drain(Query query, PreparedStatement statement) throws SQLException {
    if (replaced.contains(query)) {
      while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
        // until there is no further result
      }
    }
  }

  private void checkColumns(Query query, ResultSetMetaData about) throws SQLException {
    if (!wide.contains(query)) {
      int found = about.getColumnCount();
      if (found < query.leastColumns()) {
        throw tooFew(query, Integer.toString(found));
      }
      wide.add(query);
    }
  }

  private QueryException tooFew(Query query, String found) {
    int expected = query.columns().size();
    return new QueryException(
        setting(query),
        "expected "
            + expected
            + (expected == 1 ? " column (" : " columns (")
            + String.join(", ", query.columns())
            + "), found "
            + found);
  }

  /** The failure of a statement of the operator, with its setting; once in the log as well. */
  SQLException failure(Query query, SQLException e) {
    SQLException tellable =
        query.hasSecret() && kind != DatabaseKind.SQLITE // whose words have none
            ? SqlFailures.withoutValues(e)
            : e;
    if (!replaced.contains(query)) {
      return tellable;
    }
    QueryException named = tellable instanceof QueryException already
        ? already
        : new QueryException(setting(query), tellable);
    if (told.add(query)) {
      log(
          System.Logger.Level.ERROR,
          "event=query-failed backend=" + instance + " reason=\"" + named.getMessage() + '"');
    }
    return named;
  }

  /** Looks the logger up each time: settings are declared before logging is set up. */
  private static void log(System.Logger.Level level, String line) {
    System.getLogger(Queries.class.getName()).log(level, line);
  }

  private String setting(Query query) {
    return instance + "-" + query.suffix();
  }

  /**
   * Lets the database prepare every statement, without running any. Of a default that does not fit
   * the tables no more is told than a line in the log: what needs it fails when it is needed.
   *
   * @throws QueryException if the operator's statement is one that the database does not take, or
   *     has too few columns
   */
  void check(Session session) throws SQLException {
    for (Query query : Query.values()) {
      if (isNeeded(query) && (replaced.contains(query) || !asksForMissing(query))) {
        checkOne(session, query);
      }
    }
  }

  /** PowerDNS has text there for PostgreSQL, which gives the id with the insert, that is none. */
  private boolean isNeeded(Query query) {
    return query != Query.LAST_KEY_ID || kind != DatabaseKind.POSTGRESQL;
  }

  private boolean asksForMissing(Query query) {
    if (!canRun(query)) {
      return true;
    }
    return switch (query) {
      case UPDATE_OPTIONS -> lacks("options");
      case UPDATE_CATALOG -> lacks("catalog");
      case PUBLISH_KEY, UNPUBLISH_KEY -> lacks("published");
      default -> false;
    };
  }

  private void checkOne(Session session, Query query) throws SQLException {
    try {
      check(session, query);
    } catch (SQLException e) {
      if (replaced.contains(query)) {
        throw e instanceof QueryException ? e : new QueryException(setting(query), e);
      }
      log(
          System.Logger.Level.WARNING,
          "event=query-unusable backend="
              + instance
              + " setting="
              + setting(query)
              + " reason=\""
              + SqlFailures.words(e)
              + '"');
    }
  }

  /** Lets the database prepare a statement. */
  void check(Session session, Query query) throws SQLException {
    try (PreparedStatement statement =
        session.connection().prepareStatement(texts.get(query).sql())) {
      if (kind == DatabaseKind.POSTGRESQL && PostgresqlDialect.preparesNothing(statement)) {
        PostgresqlDialect.tryUnnamed(statement);
        return; // columns are looked at when there are some
      }
      ResultSetMetaData about = statement.getMetaData(); // some drivers prepare no earlier
      if (!query.columns().isEmpty() && !isCall(query)) {
        int found = columnCount(about);
        if (found < query.leastColumns()) {
          throw tooFew(query, found == 0 ? "none" : Integer.toString(found));
        }
      }
    }
  }

  /** Whether only running it tells what it gives. */
  private boolean isCall(Query query) {
    return texts.get(query).sql().stripLeading().regionMatches(true, 0, "call", 0, 4);
  }

  /** 0 for what gives no rows, of which SQLite has no count. */
  private static int columnCount(@Nullable ResultSetMetaData about) {
    try {
      return about == null ? 0 : about.getColumnCount();
    } catch (SQLException e) {
      return 0;
    }
  }
}
