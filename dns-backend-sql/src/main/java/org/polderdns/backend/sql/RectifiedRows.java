package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.NodeRules;
import org.polderdns.zone.change.Rectifier;

/**
 * Writes the rows of a zone whose records come owner by owner in canonical order, as they have to
 * be: no duplicates, one TTL to an RRset, {@code auth} and {@code ordername} as the place of the
 * owner wants them, rows for empty non-terminals. Finds what breaks a rule.
 */
final class RectifiedRows implements RecordSorter.Visitor<SQLException> {
  private record Item(RecordType type, Octets rdata) {}

  private record EmptyNonTerminal(Name owner, Rectifier.Below below) {}

  private final Ordernames ordernames;
  private final RecordInsert insert;
  private final Rectifier rectifier;
  private final List<String> problems = new ArrayList<>();
  private final List<EmptyNonTerminal> empty = new ArrayList<>(); // found, not yet written
  private final List<Item> items = new ArrayList<>(); // of the present owner
  private final List<Long> ttls = new ArrayList<>(); // of each of them
  private Name owner = Name.ROOT;
  private long written;

  RectifiedRows(Name apex, Ordernames ordernames, RecordInsert insert) {
    this.ordernames = ordernames;
    this.insert = insert;
    this.rectifier =
        new Rectifier(apex, (name, below) -> empty.add(new EmptyNonTerminal(name, below)));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same object for all records of an owner
  public void record(Name name, RecordType type, long ttl, Octets rdata) throws SQLException {
    if (name != owner) {
      endOwner();
      owner = name;
    }
    items.add(new Item(type, rdata));
    ttls.add(ttl);
  }

  /** To be called after the last record. */
  void finish() throws SQLException {
    endOwner();
    rectifier.finish();
    writeEmpty();
    insert.flush();
  }

  /** What may not be so, each a sentence without a full stop. */
  List<String> problems() {
    return problems;
  }

  /** How many records there are now. */
  long written() {
    return written;
  }

  private void endOwner() throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    Map<RecordType, Integer> counts = counts();
    if (problems.size() < CheckedLoad.MAX_PROBLEMS) {
      problems.addAll(NodeRules.checkCounts(owner, counts));
    }
    boolean hasDs = counts.containsKey(RecordType.DS);
    Rectifier.Position position = rectifier.next(owner, counts.containsKey(RecordType.NS), hasDs);
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      insert.record(
          owner,
          item.type,
          ttls.get(i),
          item.rdata,
          ordernames.record(owner, position, item.type, hasDs),
          position.isAuthoritative(item.type));
    }
    written += items.size();
    items.clear();
    ttls.clear();
    writeEmpty();
  }

  /** The number of records of each type, once duplicates are gone and TTLs the same. */
  private Map<RecordType, Integer> counts() {
    if (items.size() == 1) {
      return Map.of(items.get(0).type, 1);
    }
    Map<RecordType, Integer> counts = new TreeMap<>();
    Map<RecordType, Long> first = new HashMap<>();
    Set<Item> seen = new HashSet<>();
    int kept = 0;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      long ttl = first.merge(item.type, ttls.get(i), (old, later) -> old);
      if (seen.add(item)) {
        counts.merge(item.type, 1, Integer::sum);
        // Each RRSIG has the TTL of what it covers (RFC 4034 §3), others that of the first.
        ttls.set(kept, item.type == RecordType.RRSIG ? ttls.get(i) : ttl);
        items.set(kept++, item);
      }
    }
    items.subList(kept, items.size()).clear();
    ttls.subList(kept, ttls.size()).clear();
    return counts;
  }

  private void writeEmpty() throws SQLException {
    for (EmptyNonTerminal one : empty) {
      insert.emptyNonTerminal(
          one.owner,
          ordernames.emptyNonTerminal(one.owner, one.below),
          ordernames.isAuthoritative(one.below));
    }
    empty.clear();
  }
}
