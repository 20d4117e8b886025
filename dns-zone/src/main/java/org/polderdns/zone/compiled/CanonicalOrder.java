package org.polderdns.zone.compiled;

import java.util.Arrays;

/**
 * The canonical order of names (RFC 4034 §6.1) over nodes. Names are compared by a key of 64 bits
 * first, made of the labels nearest to the apex, and by their labels only if that is the same.
 */
final class CanonicalOrder {
  private CanonicalOrder() {}

  /**
   * The places of the nodes that have one of some flags, in canonical order.
   *
   * @param flags 0 for all nodes
   */
  static int[] of(NodeIndex index, byte[][] chunks, int flags) {
    int[] places = new int[index.count()];
    int count = 0;
    for (int slot = 0; slot < index.slots(); slot++) {
      int place = index.place(slot);
      if (place != 0 && counts(flags(chunks, place), flags)) {
        places[count++] = place;
      }
    }
    places = Arrays.copyOf(places, count);
    Arrays.sort(places); // as they came, which often is the order wanted
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = key(Chunks.array(chunks, places[i]), Chunks.offset(places[i]));
    }
    sort(places, keys, chunks);
    return places;
  }

  private static boolean counts(int flags, int wanted) {
    return (flags & Blocks.REMOVED) == 0 && (wanted == 0 || (flags & wanted) != 0);
  }

  /**
   * Two orders as one.
   *
   * @param gone the places to be left out of {@code places}, ascending
   */
  static int[] merge(int[] places, int[] more, int[] gone, byte[][] chunks) {
    int[] merged = new int[places.length + more.length];
    int count = 0;
    int next = 0;
    for (int place : places) {
      if (Arrays.binarySearch(gone, place) >= 0) {
        continue;
      }
      while (next < more.length && compare(chunks, more[next], place) < 0) {
        merged[count++] = more[next++];
      }
      merged[count++] = place;
    }
    while (next < more.length) {
      merged[count++] = more[next++];
    }
    return Arrays.copyOf(merged, count);
  }

  private static int flags(byte[][] chunks, int place) {
    return Blocks.flags(Chunks.array(chunks, place), Chunks.offset(place));
  }

  /** The key of a node's name, to be compared as an unsigned number. */
  static long key(byte[] block, int node) {
    return key(block, node + Blocks.NODE_HEADER, Blocks.nameLength(block, node));
  }

  /**
   * The key of a name in lower case, without its apex: the first octets of its labels, that nearest
   * to the apex first, with a 0 behind each. In the labels 0 and 1 become 1 followed by 1 or 2.
   */
  static long key(byte[] name, int from, int length) {
    long key = 0;
    int filled = 0;
    int end = from + length;
    while (end > from && filled < 8) {
      int start = from;
      while (start + 1 + name[start] < end) {
        start += 1 + name[start];
      }
      for (int i = start + 1; i < end && filled < 8; i++) {
        int octet = name[i] & 0xff;
        if (octet < 2) {
          key = key << 8 | 1;
          filled++;
          if (filled < 8) {
            key = key << 8 | octet + 1;
            filled++;
          }
        } else {
          key = key << 8 | octet;
          filled++;
        }
      }
      if (filled < 8) {
        key <<= 8;
        filled++;
      }
      end = start;
    }
    return filled == 8 ? key : key << 8 * (8 - filled);
  }

  /** Compares two names in lower case and without their apex. */
  static int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
    int aEnd = aFrom + aLength;
    int bEnd = bFrom + bLength;
    while (aEnd > aFrom && bEnd > bFrom) {
      int aStart = lastLabel(a, aFrom, aEnd);
      int bStart = lastLabel(b, bFrom, bEnd);
      int order = Arrays.compareUnsigned(a, aStart + 1, aEnd, b, bStart + 1, bEnd);
      if (order != 0) {
        return order;
      }
      aEnd = aStart;
      bEnd = bStart;
    }
    return Boolean.compare(aEnd > aFrom, bEnd > bFrom);
  }

  private static int lastLabel(byte[] name, int from, int end) {
    int start = from;
    while (start + 1 + name[start] < end) {
      start += 1 + name[start];
    }
    return start;
  }

  /** Compares the names of two nodes. */
  static int compare(byte[][] chunks, int a, int b) {
    byte[] aBlock = Chunks.array(chunks, a);
    byte[] bBlock = Chunks.array(chunks, b);
    int aNode = Chunks.offset(a);
    int bNode = Chunks.offset(b);
    return compare(
        aBlock,
        aNode + Blocks.NODE_HEADER,
        Blocks.nameLength(aBlock, aNode),
        bBlock,
        bNode + Blocks.NODE_HEADER,
        Blocks.nameLength(bBlock, bNode));
  }

  /** Merges runs, of which there is one only if the places are in order already. */
  private static void sort(int[] places, long[] keys, byte[][] chunks) {
    int count = places.length;
    int[] fromPlaces = places;
    long[] fromKeys = keys;
    int[] toPlaces = new int[count];
    long[] toKeys = new long[count];
    boolean sorted = false;
    while (!sorted) {
      int runs = 0;
      for (int start = 0; start < count; runs++) {
        int middle = runEnd(fromPlaces, fromKeys, start, chunks);
        int end = middle == count ? count : runEnd(fromPlaces, fromKeys, middle, chunks);
        merge(fromPlaces, fromKeys, start, middle, end, toPlaces, toKeys, chunks);
        start = end;
      }
      sorted = runs <= 1;
      int[] places2 = fromPlaces;
      long[] keys2 = fromKeys;
      fromPlaces = toPlaces;
      fromKeys = toKeys;
      toPlaces = places2;
      toKeys = keys2;
    }
    if (fromPlaces != places) {
      System.arraycopy(fromPlaces, 0, places, 0, count);
    }
  }

  private static int runEnd(int[] places, long[] keys, int start, byte[][] chunks) {
    int end = start + 1;
    while (end < places.length
        && less(places[end - 1], keys[end - 1], places[end], keys[end], chunks)) {
      end++;
    }
    return end;
  }

  private static boolean less(int a, long aKey, int b, long bKey, byte[][] chunks) {
    return aKey != bKey ? Long.compareUnsigned(aKey, bKey) < 0 : compare(chunks, a, b) < 0;
  }

  private static void merge(
      int[] places,
      long[] keys,
      int start,
      int middle,
      int end,
      int[] toPlaces,
      long[] toKeys,
      byte[][] chunks) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeRight = left == middle
          || right < end && less(places[right], keys[right], places[left], keys[left], chunks);
      int from = takeRight ? right++ : left++;
      toPlaces[i] = places[from];
      toKeys[i] = keys[from];
    }
  }
}
