package org.polderdns.zone.compiled;

import java.util.Arrays;

/**
 * Finds nodes by name: open addressing, an entry of 64 bits a node with half of the name's hash
 * above the node's place, so that a name that does not exist mostly costs one look at memory.
 */
final class NodeIndex {
  /** Returned for a name that is not here. */
  static final int NONE = -1;

  private static final int LEAST = 8;
  private static final int MOST = 1 << 28;
  private static final long LEAST_TEXT = 8; // octets of the text of a name and what it owns

  private long[] entries;
  private int count;
  private long expected; // names in all, as far as can be told

  NodeIndex() {
    this(new long[LEAST], 0);
  }

  private NodeIndex(long[] entries, int count) {
    this.entries = entries;
    this.count = count;
  }

  /** The nodes in it. */
  int count() {
    return count;
  }

  /** The number of slots. */
  int slots() {
    return entries.length;
  }

  /** The table itself, for who looks up and adds nothing. */
  long[] table() {
    return entries;
  }

  /** The place in a slot, 0 if it is empty. */
  int place(int slot) {
    return (int) entries[slot];
  }

  /** What {@link #find} and {@link #add} need of the hash of the name in a slot. */
  long hash(int slot) {
    return entries[slot] >>> 32;
  }

  NodeIndex copy() {
    return new NodeIndex(entries.clone(), count);
  }

  private static int tag(long hash) {
    return (int) hash;
  }

  /**
   * The slot of a name.
   *
   * @param name holds it in lower case and without the apex, from {@code from} to {@code to}
   * @param wildcard whether the wildcard below that name is looked for; the hash is then its own
   */
  int find(long hash, byte[] name, int from, int to, boolean wildcard, byte[][] chunks) {
    return find(entries, hash, name, from, to, wildcard, chunks);
  }

  /** As the other, in the table of an index that does not change any more. */
  static int find(
      long[] table, long hash, byte[] name, int from, int to, boolean wildcard, byte[][] chunks) {
    int mask = table.length - 1;
    int tag = tag(hash);
    for (int i = tag & mask; ; i = i + 1 & mask) {
      long entry = table[i];
      if (entry == 0) {
        return NONE;
      }
      if ((int) (entry >>> 32) == tag) {
        int place = (int) entry;
        byte[] block = Chunks.array(chunks, place);
        if (isNamed(block, Chunks.offset(place), name, from, to, wildcard)) {
          return i;
        }
      }
    }
  }

  /** Whether a node has the name, or is the wildcard below it. */
  static boolean isNamed(byte[] block, int node, byte[] name, int from, int to, boolean wildcard) {
    int at = node + Blocks.NODE_HEADER;
    int end = at + Blocks.nameLength(block, node);
    if (wildcard) {
      if (end - at != 2 + to - from || block[at] != 1 || block[at + 1] != '*') {
        return false;
      }
      at += 2;
    }
    return Arrays.equals(block, at, end, name, from, to);
  }

  /** The place of a node that may have this hash, 0 if none is in the first slot that is for it. */
  static int likelyPlace(long[] table, long hash) {
    long entry = table[tag(hash) & table.length - 1];
    return (int) (entry >>> 32) == tag(hash) ? (int) entry : 0;
  }

  /** Adds a name that is not here; slots found before mean nothing afterwards. */
  void add(long hash, int place) {
    if (4L * (count + 1) > 3L * entries.length) {
      grow();
    }
    insert(entries, (long) tag(hash) << 32 | place & 0xffffffffL);
    count++;
  }

  /**
   * Tells that the names so far came out of {@code done} octets of a text of {@code all}: the next
   * time that it has to grow it does so for all of them.
   */
  void expect(long done, long all) {
    if (done > 0 && done < all) {
      double inAll = (double) count * all / done;
      expected = Math.min((long) inAll, all / LEAST_TEXT);
    }
  }

  private void grow() {
    int slots = 2 * entries.length;
    while (4 * expected > 3L * slots && slots < MOST) {
      slots *= 2;
    }
    resize(slots);
  }

  /** Gives back what is there for names that did not come. */
  void trim() {
    int slots = entries.length;
    while (slots > LEAST && 8L * count <= 3L * slots) {
      slots /= 2;
    }
    if (slots < entries.length) {
      resize(slots);
    }
  }

  private void resize(int slots) {
    long[] other = new long[slots];
    for (long entry : entries) {
      if (entry != 0) {
        insert(other, entry);
      }
    }
    entries = other;
  }

  private static void insert(long[] table, long entry) {
    int mask = table.length - 1;
    int i = (int) (entry >>> 32) & mask;
    while (table[i] != 0) {
      i = i + 1 & mask;
    }
    table[i] = entry;
  }

  /** Puts another node in the place of that in a slot. */
  void replace(int slot, int place) {
    entries[slot] = entries[slot] & 0xffffffff00000000L | place & 0xffffffffL;
  }
}
