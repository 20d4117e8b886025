package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;

/**
 * The names of each zone that have escapes in {@code ordername}, which do not sort there as their
 * octets do: few or none, so they are held apart. They are read again when the database has changed,
 * at most once a second and for a tenth of the time.
 */
final class EscapedNames {
  /** What {@code ordername} is like then, if {@code !} is the escape of LIKE. */
  static final String PATTERN = "%\\%";

  private static final String SELECT = "select distinct name from records where domain_id = ?"
      + " and ordername like ? escape '!' and disabled = {false}";

  private static final long LEAST_PERIOD = TimeUnit.SECONDS.toNanos(1);
  private static final int SHARE = 10;
  private static final int MOST_ZONES = 100_000;

  private record Found(NavigableSet<Name> names, long mark, long next) {}

  private final Queries queries;
  private final Map<Long, Found> zones = new ConcurrentHashMap<>();

  EscapedNames(Queries queries) {
    this.queries = queries;
  }

  /**
   * Those of a zone, in canonical order.
   *
   * @param mark another number if the database has changed
   */
  NavigableSet<Name> of(Session session, ZoneInfo zone, long mark) throws SQLException {
    Found found = zones.get(zone.id());
    long now = System.nanoTime();
    if (found != null && (found.mark == mark || now - found.next < 0)) {
      return found.names;
    }
    NavigableSet<Name> names = read(session, zone);
    long pause = Math.max(LEAST_PERIOD, SHARE * (System.nanoTime() - now));
    if (zones.size() >= MOST_ZONES) {
      zones.clear();
    }
    zones.put(zone.id(), new Found(names, mark, now + pause));
    return names;
  }

  private NavigableSet<Name> read(Session session, ZoneInfo zone) throws SQLException {
    NavigableSet<Name> names = new TreeSet<>();
    PreparedStatement select = session.prepare(queries.fill(SELECT));
    select.setLong(1, zone.id());
    select.setString(2, PATTERN);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        SchemaText.nameIn(row.getString(1), zone.apex()).ifPresent(names::add);
      }
    }
    return names.isEmpty() ? Collections.emptyNavigableSet() : names;
  }
}
