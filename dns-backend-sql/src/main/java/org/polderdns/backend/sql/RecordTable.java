package org.polderdns.backend.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.BulkLookup;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/** The table {@code records}, read by names and by zones. */
final class RecordTable {
  private final Queries queries;
  private final RowNotices notices;
  private final NameLookup ours;

  /** @param backend the name of the instance */
  RecordTable(String backend, Queries queries) {
    this.queries = queries;
    this.notices = new RowNotices(backend);
    this.ours = new NameLookup(queries.kind(), notices);
  }

  /**
   * What is at each of some names: by one statement for up to 256 of them, or by the operator's for
   * each name if he has one for look-ups.
   */
  Map<Name, StoredNode> lookup(Session session, ZoneInfo zone, Collection<Name> owners)
      throws SQLException {
    if (isOurs()) {
      return lookup(session, List.of(new BulkLookup.Wanted(zone, owners))).get(0);
    }
    Map<Name, NodeRows> rows = new HashMap<>();
    for (Name owner : owners) {
      fetchOne(session, zone, owner.canonical(), rows);
    }
    Map<Name, StoredNode> nodes = new HashMap<>(2 * rows.size());
    rows.forEach((owner, collected) -> nodes.put(owner, collected.node()));
    return nodes;
  }

  /** As {@link BulkLookup#lookup}; to be called only if the statements are ours. */
  List<Map<Name, StoredNode>> lookup(Session session, List<BulkLookup.Wanted> wanted)
      throws SQLException {
    return ours.lookup(session, wanted);
  }

  /** Whether none of the statements that look up is the operator's. */
  boolean isOurs() {
    return queries.areDefault(Query.BASIC, Query.ID, Query.ANY, Query.ANY_ID);
  }

  /** Whether a look-up of so many names is a single statement. */
  boolean isOneStatement(int names) {
    return names <= (isOurs() ? NameLookup.MOST_NAMES : 1);
  }

  /** What is at a name. */
  Optional<StoredNode> lookup(Session session, ZoneInfo zone, Name owner) throws SQLException {
    return lookup(session, zone, List.of(owner)).values().stream().findFirst();
  }

  private void fetchOne(Session session, ZoneInfo zone, Name owner, Map<Name, NodeRows> rows)
      throws SQLException {
    String text = SchemaText.name(owner);
    queries.each(
        session,
        Query.ANY_ID,
        row -> {
          if (isAt(row.getString(7), text, owner)) {
            add(rows.computeIfAbsent(owner, name -> new NodeRows(zone.apex(), name, notices)), row);
          }
        },
        text,
        zone.id());
  }

  /** Whether a row is of the name that was asked for, as one is that does not say. */
  private static boolean isAt(@Nullable String name, String text, Name owner) {
    if (name == null || name.equals(text)) {
      return true;
    }
    try {
      return SchemaText.parseName(name).equals(owner);
    } catch (PresentationFormatException e) {
      return false;
    }
  }

  /** Takes a row of one of the queries that give records. */
  private static void add(NodeRows rows, ResultSet row) throws SQLException {
    rows.add(row.getString(4), row.getString(1), row.getString(2), row.getString(3));
  }

  /**
   * Visits all names of a zone, the apex first.
   *
   * @param found whether to leave out those that look-ups do not find, as they are not written as
   *     names are asked for: in upper case, with escapes that need not be
   */
  void list(Session session, ZoneInfo zone, boolean found, Consumer<StoredNode> visitor)
      throws SQLException {
    Optional<StoredNode> atApex = lookup(session, zone, zone.apex());
    atApex.ifPresent(visitor);
    NodeStream nodes = new NodeStream(zone.apex(), found && isOurs(), notices, visitor);
    queries.stream(session, Query.LIST, nodes::take, false, zone.id());
    nodes.finish();
  }

  /** Makes nodes of rows that come name after name, the apex left out. */
  private static final class NodeStream {
    private final Name apex;
    private final String apexText;
    private final boolean exact;
    private final RowNotices notices;
    private final Consumer<StoredNode> visitor;
    private @Nullable NodeRows rows; // null: those of a name that is none, or not of the zone
    private String at = "";

    NodeStream(Name apex, boolean exact, RowNotices notices, Consumer<StoredNode> visitor) {
      this.apex = apex;
      this.apexText = SchemaText.name(apex);
      this.exact = exact;
      this.notices = notices;
      this.visitor = visitor;
    }

    void take(ResultSet row) throws SQLException {
      String owner = row.getString(7);
      if (owner == null || owner.equals(apexText)) {
        return;
      }
      if (!owner.equals(at)) {
        finish();
        rows = SchemaText.nameIn(owner, apex)
            .filter(name -> !exact || SchemaText.name(name).equals(owner))
            .map(name -> new NodeRows(apex, name, notices))
            .orElse(null);
        at = owner;
      }
      if (rows != null) {
        add(rows, row);
      }
    }

    void finish() {
      if (rows != null) {
        visitor.accept(rows.node());
      }
    }
  }
}
