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
  private DenialOrder() {}

  static Optional<Name> atOrBefore(Session session, ZoneInfo zone, Name name, RecordType type)
      throws SQLException {
    if (!SchemaText.isPlain(name) && has(session, zone, name, type)) {
      return Optional.of(name.canonical());
    }
    Optional<Name> before = last(session, zone, type, SchemaText.orderPlace(name, zone.apex()));
    return before.isPresent() ? before : last(session, zone, type, SchemaText.LAST_PLACE);
  }

  private static boolean has(Session session, ZoneInfo zone, Name name, RecordType type)
      throws SQLException {
    PreparedStatement select = session.prepare(
        "select 1 from records where domain_id = ? and name = ? and type = ? and not disabled");
    select.setLong(1, zone.id());
    select.setString(2, SchemaText.name(name));
    select.setString(3, SchemaText.type(type));
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private static Optional<Name> last(Session session, ZoneInfo zone, RecordType type, String place)
      throws SQLException {
    PreparedStatement select = session.prepare(
        "select name from records where domain_id = ? and ordername <= ? and type = ?"
            + " and not disabled order by ordername desc limit 1");
    select.setLong(1, zone.id());
    select.setString(2, place);
    select.setString(3, SchemaText.type(type));
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? SchemaText.nameIn(row.getString(1), zone.apex()) : Optional.empty();
    }
  }
}
