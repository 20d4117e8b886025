package org.polderdns.dnssec.zone;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.ZoneNode;

/**
 * The order of an unsigned zone's names in the chain that it would be signed with, for answers that
 * are signed one by one. Takes 4 octets a name, and 40 more with NSEC3. Immutable.
 */
public final class ZoneOrder {
  private final List<? extends ZoneNode> nodes;
  private final int[] inChain; // indexes of nodes, ascending; empty with NSEC3
  private final @Nullable HashedChain hashes; // null with NSEC

  private ZoneOrder(List<? extends ZoneNode> nodes, int[] inChain, @Nullable HashedChain hashes) {
    this.nodes = nodes;
    this.inChain = inChain;
    this.hashes = hashes;
  }

  /**
   * Finds the order, in time that depends on the size of the zone.
   *
   * @param nodes all of the zone, in canonical order, the apex first, empty non-terminals included
   */
  public static ZoneOrder of(Name apex, List<? extends ZoneNode> nodes, DenialParameters denial) {
    ZoneLayout layout = ZoneLayout.of(apex, nodes);
    if (denial.isHashed()) {
      boolean[] in = layout.nsec3Chain(denial.optOut());
      HashedChain chain = HashedChain.of(layout, in, denial, Runnable::run, 1);
      return new ZoneOrder(nodes, new int[0], chain);
    }
    int[] inChain = new int[nodes.size()];
    int count = 0;
    for (int i = 0; i < inChain.length; i++) {
      if (layout.at(i).isInNsecChain()) {
        inChain[count++] = i;
      }
    }
    return new ZoneOrder(nodes, Arrays.copyOf(inChain, count), null);
  }

  /** Where a name is in the NSEC chain; empty if the order is that of NSEC3. */
  public Optional<NameSpan> spanOf(Name name) {
    if (inChain.length == 0) {
      return Optional.empty();
    }
    int from = 0; // the apex, which is at or before all names
    int to = inChain.length;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (nodes.get(inChain[middle]).name().compareTo(name) <= 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    int next = from + 1 == inChain.length ? 0 : from + 1;
    return Optional.of(
        new NameSpan(nodes.get(inChain[from]).name(), nodes.get(inChain[next]).name()));
  }

  /** Where a hash is in the NSEC3 chain; empty if the order is that of NSEC. */
  public Optional<HashSpan> spanOf(Octets hash) {
    HashedChain chain = hashes;
    if (chain == null) {
      return Optional.empty();
    }
    int from = -1;
    int to = chain.size();
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (chain.hash(middle).compareTo(hash) <= 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    int place = from < 0 ? chain.size() - 1 : from;
    return Optional.of(
        new HashSpan(chain.hash(place), nodes.get(chain.node(place)).name(), chain.next(place)));
  }
}
