package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.EmptyNonTerminals;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Zones in a database with the schema of PowerDNS, which other programs may read and write at the
 * same time. Many threads read; one transaction writes at a time.
 */
final class SqlBackend
    implements Backend,
        ZoneListing,
        RecordListing,
        RowListing,
        ZoneWriting,
        MetadataStore,
        Neighbours,
        ChangeMark,
        EmptyNonTerminals {
  private static final int MOST_NAMES = 256;

  private final String name;
  private final Dialect dialect;
  private final Sessions sessions;
  private final ZoneTable zoneTable;

  /** Opens the database, with its tables made if it is empty. */
  SqlBackend(String name, Dialect dialect) {
    this.name = name;
    this.dialect = dialect;
    this.sessions = new Sessions(name, dialect);
    sessions.prepare();
    this.zoneTable = sessions.read("read the tables", ZoneTable::of);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ZoneInfo> zone(Name apex) {
    return sessions.read("look up the zone " + apex, session -> zoneTable.find(session, apex));
  }

  @Override
  public List<ZoneInfo> zones() {
    return sessions.read("list the zones", session -> zoneTable.all(session, false));
  }

  @Override
  public List<ZoneInfo> servedZones() {
    return sessions.read("list the zones", session -> zoneTable.all(session, true));
  }

  @Override
  public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    return sessions.read("look up records", session -> lookup(session, zone.id(), owners));
  }

  /** One statement for all names; more than 256 of them take several. */
  static Map<Name, StoredNode> lookup(Session session, long zone, Collection<Name> owners)
      throws SQLException {
    Map<String, Name> wanted = new HashMap<>(2 * owners.size());
    for (Name owner : owners) {
      wanted.put(SchemaText.name(owner), owner.canonical());
    }
    List<String> texts = List.copyOf(wanted.keySet());
    Map<Name, NodeRows> rows = new HashMap<>();
    for (int from = 0; from < texts.size(); from += MOST_NAMES) {
      int to = Math.min(texts.size(), from + MOST_NAMES);
      fetch(session, zone, texts.subList(from, to), wanted, rows);
    }
    Map<Name, StoredNode> nodes = new HashMap<>(2 * rows.size());
    rows.forEach((owner, collected) -> nodes.put(owner, collected.node(owner)));
    return nodes;
  }

  private static void fetch(
      Session session,
      long zone,
      List<String> texts,
      Map<String, Name> wanted,
      Map<Name, NodeRows> rows)
      throws SQLException {
    int places = Math.max(1, Integer.highestOneBit(2 * texts.size() - 1)); // few statements in all
    PreparedStatement select = session.prepare(lookupStatement(places));
    select.setLong(1, zone);
    for (int i = 0; i < places; i++) {
      select.setString(2 + i, texts.get(Math.min(i, texts.size() - 1)));
    }
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Name owner = wanted.get(row.getString(1));
        if (owner != null && !SchemaText.isHidden(row.getString(6))) {
          rows.computeIfAbsent(owner, n -> new NodeRows())
              .add(row.getString(2), row.getString(3), row.getString(4), row.getString(5));
        }
      }
    }
  }

  private static String lookupStatement(int places) {
    return "select name, type, content, ttl, prio, disabled from records"
        + " where domain_id = ? and name in (?"
        + ", ?".repeat(places - 1)
        + ")";
  }

  @Override
  public void list(ZoneInfo zone, Consumer<StoredNode> visitor) {
    sessions.readAlone("list the zone " + zone.apex(), session -> {
      list(session, zone, visitor);
      return zone;
    });
  }

  private static void list(Session session, ZoneInfo zone, Consumer<StoredNode> visitor)
      throws SQLException {
    Name apex = zone.apex();
    StoredNode atApex = lookup(session, zone.id(), List.of(apex)).get(apex);
    if (atApex != null) {
      visitor.accept(atApex);
    }
    PreparedStatement select =
        session.prepare("select name, type, content, ttl, prio, disabled from records"
            + " where domain_id = ? and name <> ? order by name, type");
    select.setLong(1, zone.id());
    select.setString(2, SchemaText.name(apex));
    try (ResultSet row = select.executeQuery()) {
      NodeRows rows = new NodeRows();
      String at = "";
      while (row.next()) {
        String owner = row.getString(1);
        if (owner == null || SchemaText.isHidden(row.getString(6))) {
          continue;
        }
        if (!owner.equals(at)) {
          visit(apex, at, rows, visitor);
          rows = new NodeRows();
          at = owner;
        }
        rows.add(row.getString(2), row.getString(3), row.getString(4), row.getString(5));
      }
      visit(apex, at, rows, visitor);
    }
  }

  private static void visit(Name apex, String text, NodeRows rows, Consumer<StoredNode> visitor) {
    SchemaText.nameIn(text, apex).ifPresent(owner -> visitor.accept(rows.node(owner)));
  }

  @Override
  public void rows(ZoneInfo zone, Consumer<StoredRow> visitor) {
    sessions.readAlone("list the rows of " + zone.apex(), session -> {
      RawRows.list(session, zone, visitor);
      return zone;
    });
  }

  @Override
  public ZoneTransaction begin(Name apex) {
    Session session = sessions.beginWriting("begin to change the zone " + apex);
    return new SqlTransaction(name, sessions, session, zoneTable, apex);
  }

  @Override
  public List<String> metadata(Name apex, String kind) {
    return sessions.read(
        "read metadata of " + apex, session -> MetadataTable.values(session, apex, kind));
  }

  @Override
  public Map<String, List<String>> allMetadata(Name apex) {
    return sessions.read("read metadata of " + apex, session -> MetadataTable.all(session, apex));
  }

  @Override
  public void setMetadata(Name apex, String kind, List<String> values) {
    try (ZoneTransaction tx = begin(apex)) {
      tx.setMetadata(kind, values);
      tx.commit();
    }
  }

  @Override
  public Optional<Name> atOrBefore(ZoneInfo zone, Name owner, RecordType type) {
    return sessions.read(
        "find the " + type + " before " + owner,
        session -> DenialOrder.atOrBefore(session, zone, owner, type));
  }

  @Override
  public long changeMark() {
    return sessions.changeMark();
  }

  @Override
  public Set<Name> unnoted(ZoneInfo zone, int limit) {
    return sessions.readAlone(
        "find empty non-terminals of " + zone.apex(),
        session -> UnnotedNames.find(session, zone, limit));
  }

  @Override
  public void close() {
    sessions.close();
  }

  @Override
  public String toString() {
    return name + " (" + dialect.database() + ")";
  }
}
