package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

  private UnnotedNames() {}

  static Set<Name> find(Session session, ZoneInfo zone, int limit) throws SQLException {
    if (isOrdered(session, zone)) {
      return Set.of();
    }
    Set<Name> above = new HashSet<>();
    Name apex = zone.apex();
    names(session, zone, owner -> {
      for (Name n = owner; n.labelCount() > apex.labelCount() + 1; ) {
        n = n.parent();
        if (above.size() >= CANDIDATES * (long) limit || !above.add(n)) {
          break;
        }
      }
    });
    names(session, zone, above::remove);
    if (above.size() <= limit) {
      return Set.copyOf(above);
    }
    return Set.copyOf(above.stream().limit(limit).toList());
  }

  private static boolean isOrdered(Session session, ZoneInfo zone) throws SQLException {
    PreparedStatement select = session.prepare(
        "select 1 from records where domain_id = ? and ordername is null and auth = 1"
            + " and type is not null and not disabled limit 1");
    select.setLong(1, zone.id());
    try (ResultSet row = select.executeQuery()) {
      return !row.next();
    }
  }

  private static void names(Session session, ZoneInfo zone, Consumer<Name> visitor)
      throws SQLException {
    PreparedStatement select =
        session.prepare("select distinct name from records where domain_id = ? and not disabled");
    select.setLong(1, zone.id());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Optional<Name> owner = SchemaText.nameIn(row.getString(1), zone.apex());
        owner.ifPresent(visitor);
      }
    }
  }
}
