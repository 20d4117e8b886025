package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.BulkLookup;
import org.polderdns.backend.StoredNode;
import org.polderdns.wire.Name;

/**
 * Names of a zone or of several, looked up by one statement of our own: what costs is the
 * statement, not a name more in it.
 */
final class NameLookup {
  /** Names in one statement. */
  static final int MOST_NAMES = 256;

  private static final String COLUMNS = "name, type, content, ttl, prio, disabled";

  private final DatabaseKind kind;
  private final RowNotices notices;

  NameLookup(DatabaseKind kind, RowNotices notices) {
    this.kind = kind;
    this.notices = notices;
  }

  /** The names of a zone as they are written, and the rows found at them. */
  private static final class Rows {
    final Name apex;
    final RowNotices notices;
    final Map<String, Name> owners;
    final Map<Name, NodeRows> found = new HashMap<>();

    Rows(BulkLookup.Wanted wanted, RowNotices notices) {
      apex = wanted.zone().apex();
      this.notices = notices;
      owners = new HashMap<>(2 * wanted.owners().size());
      for (Name owner : wanted.owners()) {
        owners.put(SchemaText.name(owner), owner.canonical());
      }
    }

    void take(ResultSet row) throws SQLException {
      Name owner = owners.get(row.getString(1));
      if (owner != null && !SchemaText.isHidden(row.getString(6))) {
        at(owner).add(row.getString(2), row.getString(3), row.getString(4), row.getString(5));
      }
    }

    void take(PackedRow row) {
      Name owner = owners.get(row.name());
      if (owner != null && !SchemaText.isHidden(row.disabled())) {
        at(owner).add(row.type(), row.content(), row.ttl(), row.priority());
      }
    }

    private NodeRows at(Name owner) {
      return found.computeIfAbsent(owner, name -> new NodeRows(apex, name, notices));
    }

    Map<Name, StoredNode> nodes() {
      Map<Name, StoredNode> nodes = new HashMap<>(2 * found.size());
      found.forEach((owner, rows) -> nodes.put(owner, rows.node()));
      return nodes;
    }
  }

  /** As {@link BulkLookup#lookup}; by more than one statement if there are so many names. */
  List<Map<Name, StoredNode>> lookup(Session session, List<BulkLookup.Wanted> wanted)
      throws SQLException {
    Map<Long, Rows> zones = new HashMap<>(2 * wanted.size());
    Set<String> texts = new LinkedHashSet<>();
    for (BulkLookup.Wanted one : wanted) {
      Rows rows = new Rows(one, notices);
      zones.put(one.zone().id(), rows);
      texts.addAll(rows.owners.keySet());
    }
    List<String> all = new ArrayList<>(texts);
    Long only = wanted.size() == 1 ? wanted.get(0).zone().id() : null;
    for (int from = 0; from < all.size(); from += MOST_NAMES) {
      int to = Math.min(all.size(), from + MOST_NAMES);
      fetch(session, only, all.subList(from, to), zones);
    }
    List<Map<Name, StoredNode>> found = new ArrayList<>(wanted.size());
    for (BulkLookup.Wanted one : wanted) {
      found.add(zones.get(one.zone().id()).nodes());
    }
    return found;
  }

  private void fetch(
      Session session, @Nullable Long zone, List<String> texts, Map<Long, Rows> zones)
      throws SQLException {
    Rows rows = zone == null ? null : zones.get(zone);
    try (ResultSet row = bound(session, zone, texts).executeQuery()) {
      while (row.next()) {
        PackedRow packed = isPacked() ? new PackedRow(row.getBytes(1)) : null;
        Rows own = rows;
        if (own == null) {
          own = zones.get(packed == null ? row.getLong(7) : packed.zone());
        }
        if (own != null && packed != null) {
          own.take(packed);
        } else if (own != null) {
          own.take(row);
        }
      }
    }
  }

  /** What a column costs with SQLite is the call for it. */
  private boolean isPacked() {
    return kind == DatabaseKind.SQLITE;
  }

  private PreparedStatement bound(Session session, @Nullable Long zone, List<String> texts)
      throws SQLException {
    boolean array = kind == DatabaseKind.POSTGRESQL;
    int places = array ? 1 : Math.max(1, Integer.highestOneBit(2 * texts.size() - 1));
    PreparedStatement select = session.prepare(statement(zone != null, array, places));
    int first = 1;
    if (zone != null) {
      select.setLong(first++, zone);
    }
    if (array) {
      select.setArray(first, session.connection().createArrayOf("text", texts.toArray()));
    }
    for (int i = 0; i < places && !array; i++) { // the last again where there are more places
      select.setString(first + i, texts.get(Math.min(i, texts.size() - 1)));
    }
    return select;
  }

  /** By powers of two, so that there are few statements in all. */
  private String statement(boolean oneZone, boolean array, int places) {
    return "select "
        + (isPacked() ? PackedRow.COLUMN : oneZone ? COLUMNS : COLUMNS + ", domain_id")
        + " from records where "
        + (oneZone ? "domain_id = ? and " : "")
        + (array ? "name = any(?)" : "name in (?" + ", ?".repeat(places - 1) + ")");
  }
}
