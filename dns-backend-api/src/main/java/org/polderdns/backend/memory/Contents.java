package org.polderdns.backend.memory;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoredNode;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;

/** The nodes of a zone in canonical order, empty non-terminals included, while they are changed. */
final class Contents {
  private final Name apex;
  private final NavigableMap<Name, StoredNode> nodes;

  Contents(Name apex) {
    this(apex, new TreeMap<>());
  }

  private Contents(Name apex, NavigableMap<Name, StoredNode> nodes) {
    this.apex = apex;
    this.nodes = nodes;
  }

  Contents copy() {
    return new Contents(apex, new TreeMap<>(nodes));
  }

  @Nullable
  StoredNode get(Name owner) {
    return nodes.get(owner);
  }

  NavigableMap<Name, StoredNode> nodes() {
    return nodes;
  }

  Collection<StoredNode> all() {
    return nodes.values();
  }

  List<RRset> rrsets(Name owner) {
    StoredNode node = nodes.get(owner);
    return node == null ? List.of() : node.rrsets();
  }

  /** Puts RRsets at an owner, or takes the owner away when there are none. */
  void set(Name owner, List<RRset> rrsets) {
    if (!rrsets.isEmpty()) {
      nodes.put(owner, StoredNode.of(owner, rrsets));
      for (Name n = owner; n.isBelow(apex); ) {
        n = n.parent();
        if (nodes.putIfAbsent(n, StoredNode.of(n, List.of())) != null) {
          break;
        }
      }
      return;
    }
    Name at = owner;
    nodes.put(at, StoredNode.of(at, List.of()));
    while (rrsets(at).isEmpty() && !hasBelow(at)) {
      nodes.remove(at);
      if (!at.isBelow(apex)) {
        return;
      }
      at = at.parent();
    }
  }

  private boolean hasBelow(Name owner) {
    Name next = nodes.higherKey(owner);
    return next != null && next.isBelow(owner);
  }
}
