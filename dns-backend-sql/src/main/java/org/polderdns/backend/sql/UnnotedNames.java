package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;

/**
 * Finds the empty non-terminals of a zone that have no row. Whoever fills {@code ordername} also
 * writes those rows, so a zone in which no authoritative row lacks it needs no search: that is one
 * look into an index.
 */
final class UnnotedNames {
  /** Names above others that are looked at, for each that may be given. */
  private static final int CANDIDATES = 10;

  private static final String UNORDERED =
      "select 1 from records where domain_id = ? and ordername is null and (auth = {true} or auth is null)"
          + " and type is not null and disabled = {false} {first}";

  private UnnotedNames() {}

  static Set<Name> find(Queries queries, Session session, ZoneInfo zone, int limit)
      throws SQLException {
    boolean ours = queries.areDefault(Query.LIST);
    if (ours ? isOrdered(queries, session, zone) : isOrderedInList(queries, session, zone)) {
      return Set.of();
    }
    Set<Name> above = new HashSet<>();
    Name apex = zone.apex();
    names(queries, session, zone, owner -> {
      for (Name n = owner; n.labelCount() > apex.labelCount() + 1; ) {
        n = n.parent();
        if (above.size() >= CANDIDATES * (long) limit || !above.add(n)) {
          break;
        }
      }
    });
    if (above.isEmpty()) {
      return Set.of();
    }
    names(queries, session, zone, above::remove);
    if (above.size() <= limit) {
      return Set.copyOf(above);
    }
    return Set.copyOf(above.stream().limit(limit).toList());
  }

  private static boolean isOrdered(Queries queries, Session session, ZoneInfo zone)
      throws SQLException {
    PreparedStatement select = session.prepare(queries.fill(UNORDERED));
    select.setLong(1, zone.id());
    try (ResultSet row = select.executeQuery()) {
      return !row.next();
    }
  }

  private static boolean isOrderedInList(Queries queries, Session session, ZoneInfo zone)
      throws SQLException {
    AtomicBoolean unordered = new AtomicBoolean();
    queries.stream(
        session,
        Query.LIST,
        row -> {
          if (row.getString(9) == null
              && row.getString(4) != null
              && (row.getString(8) == null || SchemaText.isTrue(row.getString(8)))) {
            unordered.set(true);
          }
        },
        false,
        zone.id());
    return !unordered.get();
  }

  private static void names(Queries queries, Session session, ZoneInfo zone, Consumer<Name> visitor)
      throws SQLException {
    if (!queries.areDefault(Query.LIST)) {
      queries.stream(
          session, Query.LIST, row -> visit(row.getString(7), zone, visitor), false, zone.id());
      return;
    }
    PreparedStatement select = session.prepare(queries.fill(
        "select distinct name from records where domain_id = ? and disabled = {false}"));
    select.setLong(1, zone.id());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        visit(row.getString(1), zone, visitor);
      }
    }
  }

  private static void visit(@Nullable String name, ZoneInfo zone, Consumer<Name> visitor) {
    SchemaText.nameIn(name, zone.apex()).ifPresent(visitor);
  }
}
