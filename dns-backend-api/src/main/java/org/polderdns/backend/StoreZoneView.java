package org.polderdns.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneNode;

/**
 * A zone of a store, by look-ups. It keeps what it has looked up and is made anew for every
 * question, or for some that are answered together; for one thread. The nodes on the way to a name and the wildcards beside it are fetched
 * in one look-up, a further one is needed for targets, glue and denials only.
 */
final class StoreZoneView implements StoredZoneView {
  private final LaunchedStore store;
  private final Backend backend;
  private final ZoneInfo zone;
  /** Null at a name that was not found, as long as nobody asks whether it is there all the same. */
  private final Map<Name, @Nullable Optional<ZoneNode>> nodes = new HashMap<>();

  StoreZoneView(LaunchedStore store, ZoneInfo zone) {
    this.store = store;
    this.backend = store.backend();
    this.zone = zone;
  }

  @Override
  public ServedZone served() {
    return new ServedZone(backend, zone);
  }

  ZoneInfo info() {
    return zone;
  }

  @Override
  public Name apex() {
    return zone.apex();
  }

  @Override
  public ZoneNode apexNode() {
    return node(zone.apex())
        .orElseThrow(() -> new StoreException(backend.name(), "nothing at " + zone.apex()));
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    Optional<ZoneNode> known = nodes.get(name);
    if (known != null) {
      return known;
    }
    if (!nodes.containsKey(name)) {
      fetch(List.of(name));
      known = nodes.get(name);
    }
    if (known == null) {
      known = store.isUnnotedEnt(zone, name) ? empty(name) : Optional.empty();
      nodes.put(name, known);
    }
    return known;
  }

  @Override
  public void prefetch(Name qname) {
    List<Name> wanted = new ArrayList<>();
    want(qname, wanted);
    if (!wanted.isEmpty()) {
      fetch(wanted);
    }
  }

  /** Adds the names that the walk to a name may meet, and that have not been looked up. */
  void want(Name qname, Collection<Name> wanted) {
    Name at = qname;
    wantOne(at, wanted);
    while (at.labelCount() > zone.apex().labelCount()) {
      at = at.parent();
      wantOne(at, wanted);
      if (at.length() + 2 <= Name.MAX_LENGTH) {
        wantOne(at.wildcardChild(), wanted);
      }
    }
  }

  private void wantOne(Name name, Collection<Name> wanted) {
    if (!nodes.containsKey(name)) {
      wanted.add(name);
    }
  }

  private void fetch(Collection<Name> names) {
    keep(names, store.lookup(zone, names));
  }

  /** Takes what was found at names that were looked up. */
  void keep(Collection<Name> names, Map<Name, StoredNode> found) {
    for (Name name : names) {
      StoredNode node = found.get(name);
      nodes.put(name, node == null ? null : Optional.of(new StoreNode(store, zone.apex(), node)));
    }
  }

  private Optional<ZoneNode> empty(Name name) {
    return Optional.of(
        new StoreNode(store, zone.apex(), StoredNode.of(name.canonical(), List.of())));
  }

  @Override
  public Optional<ZoneNode> nsecAtOrBefore(Name name) {
    return neighbour(name, RecordType.NSEC);
  }

  @Override
  public Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    return neighbour(Nsec3Hash.ownerName(hash, zone.apex()), RecordType.NSEC3);
  }

  @Override
  public Optional<NameSpan> spanOf(Name name) {
    return store.spanOf(zone, name);
  }

  @Override
  public Optional<HashSpan> spanOf(Octets hash) {
    return store.spanOf(zone, hash);
  }

  private Optional<ZoneNode> neighbour(Name name, RecordType type) {
    return backend
        .capability(Neighbours.class)
        .flatMap(neighbours -> {
          store.countQuery();
          return neighbours.atOrBefore(zone, name, type);
        })
        .flatMap(this::node);
  }
}
