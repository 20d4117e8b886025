package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NavigableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.Nsec3Hash;

/** Finds neighbours in the order of the column {@code ordername}: of names, or of hashes. */
final class OrderColumn {
  private static final String BEFORE =
      "select name from records where domain_id = ? and ordername {<=} ? and type = ?"
          + " and disabled = {false} order by ordername{desc} {first}";

  private static final String AROUND = around("");
  private static final String AROUND_UNESCAPED = around(" and ordername not like ? escape '!'");

  /** A place in the order, and who is there; empty if the statement does not tell. */
  private record Place(String ordername, String owner) {}

  /** The places at or before one and after it; null where there is none. */
  private record Around(@Nullable Place before, @Nullable Place after) {}

  private final Tables tables;
  private final Session session;
  private final ZoneInfo zone;

  OrderColumn(Tables tables, Session session, ZoneInfo zone) {
    this.tables = tables;
    this.session = session;
    this.zone = zone;
  }

  private static String around(String condition) {
    return "select 0, b.ordername, b.name from (select ordername, name from records"
        + " where domain_id = ? and ordername {<=} ?"
        + condition
        + " and disabled = {false} order by ordername{desc} {first}) as b"
        + " union all select 1, a.ordername, a.name from (select ordername, name from records"
        + " where domain_id = ? and ordername {>} ?"
        + condition
        + " and disabled = {false} order by ordername{asc} {first}) as a";
  }

  /** As {@link org.polderdns.backend.Neighbours#atOrBefore}. */
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
    Place before = place(Query.ORDER_BEFORE, place, zone.id());
    Place found = before == null ? place(Query.ORDER_LAST, zone.id()) : before;
    Optional<Name> owner =
        found == null ? Optional.empty() : SchemaText.nameIn(found.owner, zone.apex());
    return owner.isPresent() && has(owner.get(), type) ? owner : Optional.empty();
  }

  /**
   * As {@link org.polderdns.backend.DenialOrder#spanOf(ZoneInfo, Name)}.
   *
   * @param escaped the names of the zone that have escapes; those and {@code name} sort as they should
   */
  Optional<NameSpan> spanOf(Name name, NavigableSet<Name> escaped) throws SQLException {
    Around around = escaped.isEmpty()
        ? around(SchemaText.orderPlace(name, zone.apex()), AROUND)
        : around(SchemaText.orderPlace(name, zone.apex()), AROUND_UNESCAPED);
    Optional<Name> before = name(around.before);
    Optional<Name> after = around.after == null ? Optional.of(zone.apex()) : name(around.after);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty(); // the apex, whose place is the first, is not in this order
    }
    Name floor = escaped.floor(name);
    Name owner = floor != null && floor.compareTo(before.get()) > 0 ? floor : before.get();
    Name higher = escaped.higher(name);
    boolean isNearer =
        higher != null && (around.after == null || higher.compareTo(after.get()) < 0);
    return Optional.of(new NameSpan(owner, isNearer ? higher : after.get()));
  }

  /** The same by the operator's statements: in the order of the column, whatever it is. */
  Optional<NameSpan> spanByQueries(Name name) throws SQLException {
    Around around = aroundByQueries(SchemaText.ordername(name, zone.apex()));
    Optional<Name> after = around.after == null ? Optional.of(zone.apex()) : name(around.after);
    return name(around.before).flatMap(owner -> after.map(next -> new NameSpan(owner, next)));
  }

  /** Whether the statements that find what is around a place are ours. */
  static boolean isOurs(Queries queries) {
    return queries.areDefault(Query.ORDER_BEFORE, Query.ORDER_AFTER);
  }

  /** The name at a place; empty if the place is not one in the order of names. */
  private Optional<Name> name(@Nullable Place place) {
    return place == null
        ? Optional.empty()
        : SchemaText.nameAt(place.ordername, zone.apex())
            .filter(name -> place.owner.isEmpty() || SchemaText.name(name).equals(place.owner));
  }

  /** As {@link org.polderdns.backend.DenialOrder#spanOf(ZoneInfo, Octets)}. */
  Optional<HashSpan> spanOf(Octets hash) throws SQLException {
    String text = Nsec3Hash.text(hash);
    Around around = isOurs(tables.queries()) ? around(text, AROUND) : aroundByQueries(text);
    Place before = around.before == null ? place(Query.ORDER_LAST, zone.id()) : around.before;
    Place after = around.after == null ? place(Query.ORDER_FIRST, zone.id()) : around.after;
    if (before == null || after == null) {
      return Optional.empty();
    }
    Optional<Octets> own = Nsec3Hash.parse(before.ordername);
    Optional<Octets> next = Nsec3Hash.parse(after.ordername);
    Optional<Name> owner = SchemaText.nameIn(before.owner, zone.apex());
    return own.isPresent() && next.isPresent() && owner.isPresent()
        ? Optional.of(new HashSpan(own.get(), owner.get(), next.get()))
        : Optional.empty();
  }

  private Around aroundByQueries(String place) throws SQLException {
    return new Around(
        place(Query.ORDER_BEFORE, place, zone.id()), place(Query.ORDER_AFTER, place, zone.id()));
  }

  private Around around(String place, String statement) throws SQLException {
    PreparedStatement select = session.prepare(tables.queries().fill(statement));
    int at = 0;
    for (int side = 0; side < 2; side++) {
      select.setLong(++at, zone.id());
      select.setString(++at, place);
      if (statement.equals(AROUND_UNESCAPED)) {
        select.setString(++at, EscapedNames.PATTERN);
      }
    }
    Place before = null;
    Place after = null;
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Place found = new Place(row.getString(2), SchemaText.text(row.getString(3)));
        if (row.getInt(1) == 0) {
          before = found;
        } else {
          after = found;
        }
      }
    }
    return new Around(before, after);
  }

  /** What a query gives first; null if it gives no row or one without order. */
  private @Nullable Place place(Query query, Object... values) throws SQLException {
    boolean tellsOwner = query.columns().size() > 1;
    return tables
        .queries()
        .first(
            session,
            query,
            row -> place(row.getString(1), tellsOwner ? row.getString(2) : null),
            values)
        .orElse(Optional.empty())
        .orElse(null);
  }

  private static Optional<Place> place(@Nullable String ordername, @Nullable String owner) {
    return Optional.ofNullable(ordername).map(text -> new Place(text, SchemaText.text(owner)));
  }
}
