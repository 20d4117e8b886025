package org.polderdns.dnssec.zone;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneNode;

/** The hashes of the names in an NSEC3 chain, in order. */
final class HashedChain {
  private final Octets[] hashes; // of the nodes by index; null for those not in the chain
  private final int[] order; // the nodes in the chain, by hash

  private HashedChain(Octets[] hashes, int[] order) {
    this.hashes = hashes;
    this.order = order;
  }

  /**
   * Hashes and orders.
   *
   * @throws IllegalStateException if two names have one hash (RFC 5155 §7.1): another salt helps
   */
  static HashedChain of(
      ZoneLayout layout, boolean[] in, DenialParameters denial, Executor executor, int threads) {
    List<? extends ZoneNode> nodes = layout.nodes();
    Octets[] hashes = new Octets[in.length];
    InOrder.run(
        in.length,
        executor,
        threads,
        (from, to) -> {
          Nsec3Hash hasher = new Nsec3Hash();
          for (int i = from; i < to; i++) {
            if (in[i]) {
              Name name = nodes.get(i).name();
              hashes[i] = hasher.of(name, denial.iterations(), denial.salt());
            }
          }
          return to;
        },
        to -> {});
    return new HashedChain(hashes, order(hashes));
  }

  /** Sorts by the first 32 bits of the hashes, and by the rest where these are alike. */
  private static int[] order(Octets[] hashes) {
    long[] keys = new long[hashes.length];
    int count = 0;
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] != null) {
        keys[count++] = (hashes[i].u32(0) - 0x80000000L << 32) | i;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int node = (int) keys[i];
      int at = i;
      while (at > 0 && hashes[order[at - 1]].compareTo(hashes[node]) > 0) {
        order[at] = order[at - 1];
        at--;
      }
      if (at > 0 && hashes[order[at - 1]].equals(hashes[node])) {
        throw new IllegalStateException("two names have the hash " + hashes[node]);
      }
      order[at] = node;
    }
    return order;
  }

  int size() {
    return order.length;
  }

  /** The index of the node at a place in the chain. */
  int node(int place) {
    return order[place];
  }

  Octets hash(int place) {
    return hashes[order[place]];
  }

  /** The hash that follows, around the end of the chain. */
  Octets next(int place) {
    return hash(place + 1 == order.length ? 0 : place + 1);
  }
}
