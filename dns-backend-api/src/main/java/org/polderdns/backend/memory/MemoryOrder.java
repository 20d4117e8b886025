package org.polderdns.backend.memory;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.NameOrder;
import org.polderdns.backend.StoredNode;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.change.Rectifier;

/** The denial chain of one version of a zone; nothing is changed once it is made. */
final class MemoryOrder {
  private final StoredZone zone;
  private final NameOrder order;
  private final NavigableSet<Name> names = new TreeSet<>();
  private final NavigableMap<Octets, Name> hashes = new TreeMap<>();

  MemoryOrder(StoredZone zone) {
    this.zone = zone;
    this.order = NameOrder.of(
        zone.metadata(NameOrder.NSEC3PARAM),
        zone.metadata(NameOrder.NSEC3NARROW),
        NameOrder.MAX_ITERATIONS);
    Rectifier rectifier = new Rectifier(zone.info().apex(), (owner, below) -> {
      if (order.hasEmptyNonTerminal(below)) {
        add(owner);
      }
    });
    for (StoredNode node : zone.contents().all()) {
      boolean hasDs = has(node, RecordType.DS);
      if (!node.rrsets().isEmpty()) {
        Rectifier.Position position = rectifier.next(node.owner(), has(node, RecordType.NS), hasDs);
        if (node.rrsets().stream().anyMatch(set -> order.has(position, set.type(), hasDs))) {
          add(node.owner());
        }
      }
    }
    rectifier.finish();
  }

  private static boolean has(StoredNode node, RecordType type) {
    return node.rrsets().stream().map(RRset::type).anyMatch(type::equals);
  }

  private void add(Name owner) {
    if (order.kind() == NameOrder.Kind.HASH) {
      hashes.put(order.hash(owner), owner);
    } else {
      names.add(owner);
    }
  }

  Name apex() {
    return zone.info().apex();
  }

  /** Whether it is that of this version of the zone. */
  @SuppressWarnings("ReferenceEquality") // a version is one object
  boolean isOf(@Nullable StoredZone version) {
    return zone == version;
  }

  Optional<NameSpan> spanOf(Name name) {
    Name before = names.floor(name);
    Name after = names.higher(name);
    return before == null
        ? Optional.empty() // the apex is before all others
        : Optional.of(new NameSpan(before, after == null ? names.first() : after));
  }

  Optional<HashSpan> spanOf(Octets hash) {
    if (hashes.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<Octets, Name> before =
        Optional.ofNullable(hashes.floorEntry(hash)).orElseGet(hashes::lastEntry);
    Octets after = Optional.ofNullable(hashes.higherKey(hash)).orElseGet(hashes::firstKey);
    return Optional.of(new HashSpan(before.getKey(), before.getValue(), after));
  }
}
