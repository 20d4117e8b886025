package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.polderdns.backend.StoreException;

/** Makes the tables of a database, or brings older ones up to those of 4.7. */
final class SchemaTask {
  private final String backend;
  private final Dialect dialect;

  SchemaTask(String backend, Dialect dialect) {
    this.backend = backend;
    this.dialect = dialect;
  }

  /**
   * Makes all tables in a database that has none of them.
   *
   * @return the statements executed
   * @throws StoreException if it has one
   */
  List<String> create() {
    return run("create the tables", handle -> {
      Schema found = Schema.read(handle.getConnection());
      if (dialect.kind() == DatabaseKind.GENERIC) {
        return checkComplete(found);
      }
      if (!found.isEmpty()) {
        throw new SQLException("it has tables already; upgrade-schema completes them");
      }
      return Schema.statements(dialect.kind());
    });
  }

  /**
   * Adds what 4.7 has and an older schema lacks, and widens columns.
   *
   * @return the statements executed, none if it is complete
   */
  List<String> upgrade() {
    return run("upgrade the tables", handle -> {
      Schema found = Schema.read(handle.getConnection());
      if (dialect.kind() == DatabaseKind.GENERIC) {
        return checkComplete(found);
      }
      if (found.isEmpty()) {
        throw new SQLException("it has none of the tables; create-schema makes them");
      }
      return SchemaUpgrade.statements(dialect.kind(), found, handle);
    });
  }

  /**
   * Looks whether somebody made the tables of a database whose SQL for that is not known.
   *
   * @return no statements
   * @throws SQLException if something is missing; says what
   */
  private static List<String> checkComplete(Schema found) throws SQLException {
    String missing = found.missing();
    if (!missing.isEmpty()) {
      throw new SQLException("how is known for SQLite, MySQL, MariaDB, PostgreSQL and H2 only;"
          + " make by hand what is missing, with indexes as those have: " + missing);
    }
    return List.of();
  }

  /** Executes statements, all of them or none where the database can do that. */
  List<String> execute(String what, List<String> statements) {
    return run(what, connection -> statements);
  }

  private interface Plan {
    List<String> of(Handle handle) throws SQLException;
  }

  private List<String> run(String what, Plan plan) {
    try (Handle handle = Jdbi.open(dialect.connect(false))) {
      dialect.expectLong(handle.getConnection());
      List<String> statements = plan.of(handle);
      execute(handle, statements);
      return statements;
    } catch (SQLException | JdbiException e) {
      SQLException cause = SqlFailures.in(e);
      String reason = cause == null ? e.toString() : dialect.explain(cause);
      throw new StoreException(
          backend, "cannot " + what + ": " + dialect.database() + ": " + reason, e);
    } finally {
      dialect.close();
    }
  }

  /** All or nothing where the database can; MySQL commits each statement that changes a table. */
  private void execute(Handle handle, List<String> statements) throws SQLException {
    dialect.beginWriting(handle.getConnection());
    try {
      statements.forEach(handle::execute);
    } catch (JdbiException e) {
      dialect.rollback(handle.getConnection());
      throw e;
    }
    dialect.commit(handle.getConnection());
  }

  /** Makes the tables if the database has none at all, of whatever name. */
  static void createIfEmpty(Dialect dialect, Connection writer) throws SQLException {
    if (!isEmpty(writer)) {
      return; // without waiting for whoever writes
    }
    dialect.beginWriting(writer);
    try {
      if (isEmpty(writer)) {
        ServerDialect.execute(writer, Schema.statements(dialect.kind()).toArray(String[]::new));
      }
      dialect.commit(writer);
    } catch (SQLException e) {
      dialect.rollback(writer);
      throw e;
    }
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    String[] types = {"TABLE", "BASE TABLE", "VIEW"};
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), "%", types)) {
      return !tables.next();
    }
  }
}
