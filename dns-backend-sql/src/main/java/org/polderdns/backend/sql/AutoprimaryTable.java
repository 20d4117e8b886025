package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.Autoprimary;

/** The table {@code supermasters}. Where it is missing there are no autoprimaries. */
final class AutoprimaryTable {
  private final Queries queries;

  AutoprimaryTable(Queries queries) {
    this.queries = queries;
  }

  List<Autoprimary> all(Session session) throws SQLException {
    return queries.canRun(Query.AUTOPRIMARIES)
        ? queries.list(
            session,
            Query.AUTOPRIMARIES,
            row -> new Autoprimary(
                SchemaText.text(row.getString(1)),
                SchemaText.text(row.getString(2)),
                SchemaText.text(row.getString(3))))
        : List.of();
  }

  Optional<Autoprimary> find(Session session, String ip, String nameserver) throws SQLException {
    return queries.canRun(Query.AUTOPRIMARY)
        ? queries.first(
            session,
            Query.AUTOPRIMARY,
            row -> new Autoprimary(ip, nameserver, SchemaText.text(row.getString(1))),
            ip,
            nameserver)
        : Optional.empty();
  }

  List<Autoprimary> named(Session session, String nameserver, String account) throws SQLException {
    return queries.canRun(Query.AUTOPRIMARY_NAME_TO_IPS)
        ? queries.list(
            session,
            Query.AUTOPRIMARY_NAME_TO_IPS,
            row -> new Autoprimary(
                SchemaText.text(row.getString(1)), nameserver, SchemaText.text(row.getString(2))),
            nameserver,
            account)
        : List.of();
  }

  void add(Session session, Autoprimary autoprimary) throws SQLException {
    if (find(session, autoprimary.ip(), autoprimary.nameserver()).isPresent()) {
      throw new SQLException("it is there already");
    }
    queries.run(
        session,
        Query.AUTOPRIMARY_ADD,
        autoprimary.ip(),
        autoprimary.nameserver(),
        autoprimary.account());
  }

  void remove(Session session, String ip, String nameserver) throws SQLException {
    queries.run(session, Query.AUTOPRIMARY_REMOVE, ip, nameserver);
  }
}
