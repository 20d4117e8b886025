package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Finds neighbours in canonical order by the column {@code ordername}. */
final class DenialOrder {
  private static final String BEFORE =
      "select name from records where domain_id = ? and ordername {<=} ? and type = ?"
          + " and disabled = {false} order by ordername{desc} {first}";

  private final Tables tables;
  private final Session session;
  private final ZoneInfo zone;

  DenialOrder(Tables tables, Session session, ZoneInfo zone) {
    this.tables = tables;
    this.session = session;
    this.zone = zone;
  }

  Optional<Name> atOrBefore(Name name, RecordType type) throws SQLException {
    if (!SchemaText.isPlain(name) && has(name, type)) {
      return Optional.of(name.canonical());
    }
    String place = SchemaText.orderPlace(name, zone.apex());
    if (!tables.queries().areDefault(Query.ORDER_BEFORE, Query.ORDER_LAST)) {
      return byQueries(place, type);
    }
    Optional<Name> before = last(type, place);
    return before.isPresent() ? before : last(type, SchemaText.LAST_PLACE);
  }

  private boolean has(Name name, RecordType type) throws SQLException {
    return tables
        .records()
        .lookup(session, zone, name)
        .filter(node -> node.rrsets().stream().anyMatch(set -> set.type() == type))
        .isPresent();
  }

  private Optional<Name> last(RecordType type, String place) throws SQLException {
    PreparedStatement select = session.prepare(tables.queries().fill(BEFORE));
    select.setLong(1, zone.id());
    select.setString(2, place);
    select.setString(3, SchemaText.type(type));
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? SchemaText.nameIn(row.getString(1), zone.apex()) : Optional.empty();
    }
  }

  /** By the operator's statements, which know nothing of types: all names in the order have one. */
  private Optional<Name> byQueries(String place, RecordType type) throws SQLException {
    Optional<Name> before = named(Query.ORDER_BEFORE, place, zone.id());
    Optional<Name> found = before.isPresent() ? before : named(Query.ORDER_LAST, zone.id());
    return found.isPresent() && has(found.get(), type) ? found : Optional.empty();
  }

  private Optional<Name> named(Query query, Object... values) throws SQLException {
    return tables
        .queries()
        .first(
            session,
            query,
            row -> row.getString(1) == null
                ? Optional.<Name>empty()
                : SchemaText.nameIn(row.getString(2), zone.apex()),
            values)
        .flatMap(name -> name);
  }
}
