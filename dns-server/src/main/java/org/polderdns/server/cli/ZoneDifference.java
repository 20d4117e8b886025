package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;

/** What lies between two states of a zone, each a list of RRsets. */
final class ZoneDifference {
  private record Key(Name owner, RecordType type) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::owner).thenComparing(Key::type);

  private final Name apex;
  private final Map<Key, RRset> before;
  private final Map<Key, RRset> after;
  private final List<Key> changed = new ArrayList<>();

  ZoneDifference(Name apex, List<RRset> before, List<RRset> after) {
    this.apex = apex;
    this.before = byKey(before);
    this.after = byKey(after);
    Set<Key> all = new TreeSet<>(ORDER);
    all.addAll(this.before.keySet());
    all.addAll(this.after.keySet());
    for (Key key : all) {
      if (!Optional.ofNullable(this.before.get(key))
          .equals(Optional.ofNullable(this.after.get(key)))) {
        changed.add(key);
      }
    }
  }

  private static Map<Key, RRset> byKey(List<RRset> rrsets) {
    Map<Key, RRset> map = new LinkedHashMap<>();
    rrsets.forEach(set -> map.put(new Key(set.owner(), set.type()), set));
    return map;
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }

  /** Whether the SOA is another one. */
  boolean hasSoa() {
    return changed.contains(new Key(apex, RecordType.SOA));
  }

  /** Each record that goes behind a minus, each that comes behind a plus. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Key key : changed) {
      Set<String> old = lines(before.get(key));
      Set<String> now = lines(after.get(key));
      old.stream().filter(line -> !now.contains(line)).forEach(line -> lines.add("-" + line));
      now.stream().filter(line -> !old.contains(line)).forEach(line -> lines.add("+" + line));
    }
    return lines;
  }

  /** Of a set that may be null. */
  private static Set<String> lines(RRset set) {
    Set<String> lines = new TreeSet<>();
    for (int i = 0; set != null && i < set.size(); i++) {
      lines.add(Tool.shown(set.owner())
          + " "
          + set.ttl()
          + " IN "
          + set.type()
          + " "
          + Contents.print(set.rdata(i)));
    }
    return lines;
  }

  /** The names at which something changes. */
  Set<Name> owners() {
    Set<Name> owners = new TreeSet<>();
    changed.forEach(key -> owners.add(key.owner));
    return owners;
  }

  /** The RRsets of a name in the state before. */
  List<RRset> before(Name owner) {
    return before.values().stream().filter(set -> set.owner().equals(owner)).toList();
  }

  /** The steps that lead from the one state to the other. */
  Changeset changes() {
    Changeset.Builder changes = Changeset.of(apex);
    for (Key key : changed) { // what goes first, so that a CNAME may take the place of others
      if (!after.containsKey(key)) {
        changes.deleteRRset(key.owner, key.type);
      }
    }
    for (Key key : changed) {
      RRset set = after.get(key);
      if (set != null) {
        changes.replace(set);
      }
    }
    return changes.build();
  }
}
