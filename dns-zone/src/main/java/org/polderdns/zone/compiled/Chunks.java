package org.polderdns.zone.compiled;

import java.util.Arrays;

/**
 * Memory for nodes: arrays of some MiB, filled one after the other, so that millions of nodes are
 * few objects for the collector, which moves none of them. A node's place is a number of 32 bits: the
 * array's index above {@link #SHIFT} bits, below it the offset in units of eight octets. 0 is no
 * node. For one thread.
 */
final class Chunks {
  /** Octets of an array; a little less than a power of two, with the array's header it is none more. */
  static final int SIZE = (4 << 20) - 64;

  private static final int SHIFT = 19;
  private static final int MASK = (1 << SHIFT) - 1;
  private static final int FIRST_SIZE = 4 << 10;
  private static final int MAX_CHUNKS = 1 << 31 - SHIFT; // places are positive

  private byte[][] chunks;
  private int count; // arrays in use
  private int current; // the array that is being filled
  private int used; // octets of it

  Chunks() {
    chunks = new byte[][] {new byte[FIRST_SIZE]};
    count = 1;
    used = 8; // so that no place is 0
  }

  /** Goes on behind others, which are not written to. */
  Chunks(byte[][] before) {
    chunks = Arrays.copyOf(before, before.length + 1);
    count = before.length + 1;
    current = before.length;
    chunks[current] = new byte[FIRST_SIZE];
  }

  static byte[] array(byte[][] chunks, int place) {
    return chunks[place >>> SHIFT];
  }

  /** As {@link #array}, but another array if there is none of that number. */
  static byte[] find(byte[][] chunks, int place) {
    return chunks[Math.min(place >>> SHIFT, chunks.length - 1)];
  }

  /** The place of a node in an array, at an offset that eight divides. */
  static int place(int array, int offset) {
    return array << SHIFT | offset >>> 3;
  }

  static int offset(int place) {
    return (place & MASK) << 3;
  }

  /** The arrays; replaced by others when nodes are added. */
  byte[][] arrays() {
    return chunks;
  }

  byte[] array(int place) {
    return chunks[place >>> SHIFT];
  }

  /** Stores some octets and tells their place. */
  int add(byte[] octets, int length) {
    if (length > SIZE) {
      return addOversized(octets, length);
    }
    byte[] chunk = chunks[current];
    if (used + length > chunk.length) {
      chunk = room(length);
    }
    System.arraycopy(octets, 0, chunk, used, length);
    int place = place(current, used);
    used = used + length + 7 & ~7;
    return place;
  }

  private byte[] room(int length) {
    byte[] chunk = chunks[current];
    if (used + length <= SIZE) {
      int size = Math.min(SIZE, Math.max(used + length, 4 * chunk.length));
      chunks[current] = Arrays.copyOf(chunk, size);
      return chunks[current];
    }
    current = append(new byte[SIZE]);
    used = 0;
    return chunks[current];
  }

  private int addOversized(byte[] octets, int length) {
    return append(Arrays.copyOf(octets, length)) << SHIFT;
  }

  private int append(byte[] chunk) {
    if (count == MAX_CHUNKS) {
      throw new IllegalStateException("a zone of more than 16 GiB");
    }
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * count);
    }
    chunks[count] = chunk;
    return count++;
  }

  /** All arrays, the last one cut to what is used; nothing may be added any more. */
  byte[][] finish() {
    byte[] last = chunks[current];
    int spare = last.length - Math.min(used, last.length);
    if (spare > 64 && (spare > last.length / 8 || last.length < SIZE)) {
      chunks[current] = Arrays.copyOf(last, used);
    }
    return Arrays.copyOf(chunks, count);
  }
}
