package org.polderdns.zone.compiled;

import java.util.Arrays;
import java.util.Map;

/** The names that own an NSEC, in canonical order: those of a base, and what was changed since. */
final class NsecChain {
  private static final int[] NONE = {};

  private final byte[][] chunks;
  private final int[] places;
  private final long[] keys;
  private final int[] more; // in canonical order too
  private final int[] gone; // of the base, ascending

  /**
   * @param places those that own an NSEC, in canonical order
   */
  NsecChain(byte[][] chunks, int[] places) {
    this(chunks, places, new long[places.length], NONE, NONE);
    for (int i = 0; i < places.length; i++) {
      keys[i] = CanonicalOrder.key(Chunks.array(chunks, places[i]), Chunks.offset(places[i]));
    }
  }

  private NsecChain(byte[][] chunks, int[] places, long[] keys, int[] more, int[] gone) {
    this.chunks = chunks;
    this.places = places;
    this.keys = keys;
    this.more = more;
    this.gone = gone;
  }

  /** This chain's base with other changes. */
  NsecChain changed(Nodes nodes) {
    return new NsecChain(
        nodes.chunks(), places, keys, nodes.changedInOrder(Blocks.NSEC), nodes.overridden());
  }

  /**
   * A chain in whose base the changes are.
   *
   * @param moved where each changed node was and is now
   */
  NsecChain merged(Nodes nodes, Map<Integer, Integer> moved) {
    int[] changes = Arrays.stream(more).map(moved::get).toArray();
    return new NsecChain(
        nodes.chunks(), CanonicalOrder.merge(places, changes, gone, nodes.chunks()));
  }

  /**
   * The place of the last name at or before another, 0 if there is none.
   *
   * @param name holds it in lower case and without the apex
   */
  int atOrBefore(byte[] name, int from, int length) {
    long key = CanonicalOrder.key(name, from, length);
    int low = 0;
    int high = places.length; // the first that is known to be behind the name
    while (low < high) {
      int middle = low + high >>> 1;
      if (isBehind(middle, key, name, from, length)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    while (high > 0 && Arrays.binarySearch(gone, places[high - 1]) >= 0) {
      high--;
    }
    int found = high == 0 ? 0 : places[high - 1];
    return more.length == 0 ? found : later(found, name, from, length);
  }

  /** The later of a place and of the last changed one at or before a name. */
  private int later(int found, byte[] name, int from, int length) {
    int low = 0;
    int high = more.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (compare(more[middle], name, from, length) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (high == 0) {
      return found;
    }
    int changed = more[high - 1];
    return found == 0 || CanonicalOrder.compare(chunks, found, changed) < 0 ? changed : found;
  }

  private boolean isBehind(int position, long key, byte[] name, int from, int length) {
    int order = Long.compareUnsigned(keys[position], key);
    return order > 0 || order == 0 && compare(places[position], name, from, length) > 0;
  }

  private int compare(int place, byte[] name, int from, int length) {
    byte[] block = Chunks.array(chunks, place);
    int node = Chunks.offset(place);
    int at = node + Blocks.NODE_HEADER;
    return CanonicalOrder.compare(block, at, Blocks.nameLength(block, node), name, from, length);
  }
}
