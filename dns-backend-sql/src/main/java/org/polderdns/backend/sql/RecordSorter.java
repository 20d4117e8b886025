package org.polderdns.backend.sql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The records of a zone, sorted by their owners in canonical order (RFC 4034 §6.1); those of one
 * owner stay in the order in which they came. Up to a bound they are held in memory; beyond it,
 * sorted runs wait in temporary files and are merged in the end.
 *
 * <p>A record is two octets with the length of its {@link SortKey}, that, two octets of type, four
 * of TTL, two of length, and the data.
 */
final class RecordSorter implements AutoCloseable {
  /** Is given the records in their order. */
  interface Visitor<X extends Exception> {
    /**
     * @param owner in lower case, the same object for all records of an owner
     */
    void record(Name owner, RecordType type, long ttl, Octets rdata) throws X;
  }

  /** Where records are read one after the other. */
  interface Cursor {
    /** Goes to the next record; false behind the last. */
    boolean next() throws IOException;

    byte[] buffer();

    /** Where the present record begins in the buffer. */
    int start();
  }

  private record Source(Cursor cursor, int number) {}

  static final int DEFAULT_BOUND = 1 << 25;

  private static final int HEAD = 10; // octets of a record beside key and data
  private static final int MOST = HEAD + SortKey.MAX_LENGTH + 65535;
  private static final int SMALL = 12;

  private final Name apex;
  private final int bound;
  private final List<SortedRun> runs = new ArrayList<>();
  private byte[] data = new byte[1 << 18];
  private int used;
  private int[] starts = new int[1 << 12];
  private int count;

  /**
   * @param bound octets of records in memory, beside what finding them takes
   */
  RecordSorter(Name apex, int bound) {
    this.apex = apex.canonical();
    this.bound = Math.max(bound, MOST);
  }

  /**
   * Adds a record.
   *
   * @param owner at or below the apex
   */
  void add(Name owner, RecordType type, long ttl, Octets rdata) throws IOException {
    int most = used + MOST - 65535 + rdata.length();
    if (most > bound) {
      spill();
      most = MOST;
    }
    if (most > data.length) {
      data = Arrays.copyOf(data, Math.max(most, Math.min(2 * data.length, bound)));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = used;
    int at = SortKey.write(owner, apex, data, used + 2);
    u16(used, at - used - 2);
    u16(at, type.code());
    u16(at + 2, (int) (ttl >> 16));
    u16(at + 4, (int) ttl);
    u16(at + 6, rdata.length());
    used = rdata.copyTo(data, at + 8);
  }

  private void u16(int at, int value) {
    data[at] = (byte) (value >> 8);
    data[at + 1] = (byte) value;
  }

  static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  /** Where a record ends. */
  static int end(byte[] octets, int start) {
    int behindKey = start + 2 + u16(octets, start);
    return behindKey + 8 + u16(octets, behindKey + 6);
  }

  private void spill() throws IOException {
    SortedRun run = SortedRun.open();
    runs.add(run);
    run.write(sorted());
    used = 0;
    count = 0;
  }

  /** Gives all records to a visitor; none can be added after. */
  <X extends Exception> void each(Visitor<X> visitor) throws IOException, X {
    PriorityQueue<Source> sources = new PriorityQueue<>(RecordSorter::compare);
    for (SortedRun run : runs) {
      put(sources, new Source(run, sources.size()));
    }
    put(sources, new Source(sorted(), runs.size()));
    byte[] key = new byte[SortKey.MAX_LENGTH];
    int keyLength = 0;
    @Nullable Name owner = null; // before the first record
    for (Source source = sources.poll(); source != null; source = sources.poll()) {
      byte[] octets = source.cursor.buffer();
      int at = source.cursor.start() + 2;
      int length = u16(octets, at - 2);
      if (owner == null || !Arrays.equals(octets, at, at + length, key, 0, keyLength)) {
        System.arraycopy(octets, at, key, 0, length);
        keyLength = length;
        owner = SortKey.read(key, length, apex);
      }
      at += length;
      long ttl = (long) u16(octets, at + 2) << 16 | u16(octets, at + 4);
      Octets rdata = Octets.copyOf(octets, at + 8, at + 8 + u16(octets, at + 6));
      visitor.record(owner, RecordType.of(u16(octets, at)), ttl, rdata);
      put(sources, source);
    }
  }

  private static void put(PriorityQueue<Source> sources, Source source) throws IOException {
    if (source.cursor.next()) {
      sources.add(source);
    }
  }

  private static int compare(Source a, Source b) {
    byte[] one = a.cursor.buffer();
    byte[] other = b.cursor.buffer();
    int at = a.cursor.start() + 2;
    int otherAt = b.cursor.start() + 2;
    int order = Arrays.compareUnsigned(
        one, at, at + u16(one, at - 2), other, otherAt, otherAt + u16(other, otherAt - 2));
    return order != 0 ? order : a.number - b.number;
  }

  /** The records in memory, in their order. */
  private Cursor sorted() {
    sort(0, count, 0);
    return new Cursor() {
      private int at = -1;

      @Override
      public boolean next() {
        return ++at < count;
      }

      @Override
      public byte[] buffer() {
        return data;
      }

      @Override
      public int start() {
        return starts[at];
      }
    };
  }

  /**
   * Sorts records whose keys are the same up to {@code depth}: by the octet there, in three parts.
   * The largest is what the loop goes on with, so calls are nested no deeper than the logarithm.
   */
  private void sort(int from, int to, int depth) {
    int first = from;
    int end = to;
    int at = depth;
    while (end - first > SMALL) {
      int pivot = middle(
          octet(starts[first], at),
          octet(starts[(first + end) >>> 1], at),
          octet(starts[end - 1], at));
      int less = first;
      int more = end;
      for (int i = first; i < more; ) {
        int octet = octet(starts[i], at);
        if (octet < pivot) {
          swap(less++, i++);
        } else if (octet > pivot) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      if (pivot < 0) {
        Arrays.sort(starts, first, more); // the same owner: as they came
        first = more;
        continue;
      }
      int same = more - less;
      if (same >= less - first && same >= end - more) {
        sort(first, less, at);
        sort(more, end, at);
        first = less;
        end = more;
        at++;
      } else {
        if (same > 0) {
          sort(less, more, at + 1);
        }
        if (less - first > end - more) {
          sort(more, end, at);
          end = less;
        } else {
          sort(first, less, at);
          first = more;
        }
      }
    }
    insertionSort(first, end, at);
  }

  private static int middle(int a, int b, int c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private void insertionSort(int first, int end, int depth) {
    for (int i = first + 1; i < end; i++) {
      int start = starts[i];
      int to = i;
      while (to > first && isBefore(start, starts[to - 1], depth)) {
        starts[to] = starts[to - 1];
        to--;
      }
      starts[to] = start;
    }
  }

  private boolean isBefore(int start, int other, int depth) {
    int end = start + 2 + u16(data, start);
    int otherEnd = other + 2 + u16(data, other);
    int order =
        Arrays.compareUnsigned(data, start + 2 + depth, end, data, other + 2 + depth, otherEnd);
    return order < 0 || order == 0 && start < other;
  }

  /** An octet of a record's key, -1 behind its end. */
  private int octet(int start, int depth) {
    return depth < u16(data, start) ? data[start + 2 + depth] & 0xff : -1;
  }

  private void swap(int i, int j) {
    int start = starts[i];
    starts[i] = starts[j];
    starts[j] = start;
  }

  @Override
  public void close() throws IOException {
    for (SortedRun run : runs) {
      run.close();
    }
    runs.clear();
  }
}
