package org.polderdns.zone.compiled;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records of names that had been laid out when they came, kept until the end so that each name is
 * laid out once more and not for each of them.
 */
final class LateRecords {
  private static final int HEADER = 14; // the one before, type, TTL, length

  private byte[] log = new byte[4 << 10];
  private int used = HEADER; // so that 0 is no record
  private final Map<Long, Integer> last = new LinkedHashMap<>(); // of the node at a place

  boolean isEmpty() {
    return last.isEmpty();
  }

  /** The places of the nodes, in the order of their first late record. */
  Iterable<Long> places() {
    return last.keySet();
  }

  /** Adds a record to the node at a place. */
  void add(int place, int type, int ttl, byte[] rdata, int from, int length) {
    if (length + HEADER > log.length - used) {
      int size = Math.addExact(used, length + HEADER);
      log = Arrays.copyOf(
          log, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(size, 2L * log.length)));
    }
    Integer before = last.put((long) place, used);
    Words.put32(log, used, before == null ? 0 : before);
    Words.put16(log, used + 4, type);
    Words.put32(log, used + 6, ttl);
    Words.put32(log, used + 10, length);
    System.arraycopy(rdata, from, log, used + HEADER, length);
    used += HEADER + length;
  }

  /** Moves the records of a node behind those that are in {@code records}. */
  void addTo(int place, NodeRecords records) {
    int count = 0;
    for (int at = last.get((long) place); at != 0; at = Words.s32(log, at)) {
      count++;
    }
    int[] order = new int[count];
    for (int at = last.get((long) place); at != 0; at = Words.s32(log, at)) {
      order[--count] = at;
    }
    for (int at : order) {
      int length = Words.s32(log, at + 10);
      records.add(Words.u16(log, at + 4), Words.s32(log, at + 6), log, at + HEADER, length);
    }
  }
}
