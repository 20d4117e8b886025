package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Change;
import org.polderdns.zone.change.Changeset;

/** Applies a changeset to the rows of a zone, within a transaction. */
final class ZoneChange {
  private final String backend;
  private final Tables tables;
  private final Session session;
  private final ZoneInfo zone;

  ZoneChange(String backend, Tables tables, Session session, ZoneInfo zone) {
    this.backend = backend;
    this.tables = tables;
    this.session = session;
    this.zone = zone;
  }

  void apply(Changeset changes) throws SQLException {
    Map<Name, StoredNode> nodes =
        tables.records().lookup(session, zone, List.copyOf(changes.owners()));
    Map<Name, List<RRset>> before = new HashMap<>();
    Map<Name, List<RRset>> after = new LinkedHashMap<>();
    for (Name owner : changes.owners()) {
      StoredNode node = nodes.getOrDefault(owner, StoredNode.of(owner, List.of()));
      checkReadable(node, changes.at(owner));
      before.put(owner, node.rrsets());
      after.put(owner, changes.applyTo(owner, node.rrsets()));
    }
    QueryBatch insert = tables.queries().batch(session, Query.INSERT_RECORD);
    for (Map.Entry<Name, List<RRset>> entry : after.entrySet()) {
      Name owner = entry.getKey();
      List<RecordType> broken = nodes.containsKey(owner) ? nodes.get(owner).broken() : List.of();
      deleteOld(owner, before.get(owner), entry.getValue(), broken, changes.at(owner));
      insertNew(insert, owner, before.get(owner), entry.getValue());
    }
    insert.flush();
    new RectifyNames(tables, session, zone).rectify(touched(before, after), cuts(before, after));
  }

  /** A step that needs to know what an RRset has cannot be done with one that cannot be read. */
  private void checkReadable(StoredNode node, List<Change> steps) {
    for (Change change : steps) {
      RecordType type = change instanceof Change.Add add
          ? add.rrset().type()
          : change instanceof Change.DeleteRecord delete ? delete.rdata().type() : null;
      if (type != null && node.broken().contains(type)) {
        throw new StoreException(
            backend,
            "a row of "
                + node.owner()
                + " "
                + type
                + " cannot be read; replace or delete the RRset");
      }
    }
  }

  private void deleteOld(
      Name owner,
      List<RRset> before,
      List<RRset> after,
      List<RecordType> broken,
      List<Change> steps)
      throws SQLException {
    Set<RecordType> gone = new LinkedHashSet<>();
    for (RRset set : before) {
      if (!has(after, set)) {
        gone.add(set.type());
      }
    }
    for (RecordType type : broken) {
      if (steps.stream().anyMatch(step -> isWhole(step, type))) {
        gone.add(type);
      }
    }
    for (RecordType type : gone) {
      delete(SchemaText.name(owner), SchemaText.type(type));
    }
  }

  /** Deletes an RRset; ours leaves hidden rows, which are not part of it. */
  private void delete(String owner, String type) throws SQLException {
    if (!tables.queries().areDefault(Query.DELETE_RRSET)) {
      tables.queries().run(session, Query.DELETE_RRSET, zone.id(), owner, type);
      return;
    }
    PreparedStatement delete = session.prepare(tables
        .queries()
        .fill("delete from records where domain_id = ? and name = ? and type = ?"
            + " and disabled = {false}"));
    delete.setLong(1, zone.id());
    delete.setString(2, owner);
    delete.setString(3, type);
    delete.executeUpdate();
  }

  /** Whether a step deletes or replaces the RRset of a type, whatever it has. */
  private static boolean isWhole(Change step, RecordType type) {
    return step instanceof Change.DeleteName
        || step instanceof Change.DeleteRRset delete && delete.type() == type
        || step instanceof Change.Replace replace && replace.rrset().type() == type;
  }

  private void insertNew(QueryBatch insert, Name owner, List<RRset> before, List<RRset> after)
      throws SQLException {
    for (RRset set : after) {
      if (!has(before, set)) {
        for (Octets rdata : set.rdatas()) {
          insert.addRecord(zone.id(), owner, set.type(), set.ttl(), rdata, null, true);
        }
      }
    }
  }

  private static boolean has(List<RRset> sets, RRset wanted) {
    return sets.stream().anyMatch(wanted::equals);
  }

  private static Set<Name> touched(Map<Name, List<RRset>> before, Map<Name, List<RRset>> after) {
    Set<Name> names = new LinkedHashSet<>();
    after.forEach((owner, sets) -> {
      if (!sets.equals(before.get(owner))) {
        names.add(owner);
      }
    });
    return names;
  }

  /** The names that became or are no longer a delegation. */
  private Set<Name> cuts(Map<Name, List<RRset>> before, Map<Name, List<RRset>> after) {
    Set<Name> names = new LinkedHashSet<>();
    after.forEach((owner, sets) -> {
      boolean was = hasNs(before.getOrDefault(owner, List.of()));
      if (was != hasNs(sets) && !owner.equals(zone.apex())) {
        names.add(owner);
      }
    });
    return names;
  }

  private static boolean hasNs(List<RRset> sets) {
    return sets.stream().anyMatch(set -> set.type() == RecordType.NS);
  }
}
