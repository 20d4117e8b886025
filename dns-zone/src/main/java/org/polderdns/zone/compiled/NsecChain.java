package org.polderdns.zone.compiled;

/** The names that own an NSEC, in canonical order. */
final class NsecChain {
  private final byte[][] chunks;
  private final int[] places;
  private final long[] keys;

  NsecChain(NodeIndex index, byte[][] chunks) {
    this.chunks = chunks;
    this.places = CanonicalOrder.of(index, chunks, Blocks.NSEC);
    this.keys = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      keys[i] = CanonicalOrder.key(Chunks.array(chunks, places[i]), Chunks.offset(places[i]));
    }
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
    return high == 0 ? 0 : places[high - 1];
  }

  private boolean isBehind(int position, long key, byte[] name, int from, int length) {
    int order = Long.compareUnsigned(keys[position], key);
    if (order == 0) {
      byte[] block = Chunks.array(chunks, places[position]);
      int node = Chunks.offset(places[position]);
      int at = node + Blocks.NODE_HEADER;
      order = CanonicalOrder.compare(block, at, Blocks.nameLength(block, node), name, from, length);
    }
    return order > 0;
  }
}
