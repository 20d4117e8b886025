package org.polderdns.server.net;

import java.nio.ByteBuffer;

/** Octets kept from one event to the next; holds no memory while it is empty. For one thread. */
final class OctetQueue {
  private static final byte[] NOTHING = {};

  private byte[] octets = NOTHING;
  private int from;
  private int to;

  boolean isEmpty() {
    return from == to;
  }

  int length() {
    return to - from;
  }

  /** Octets of memory held. */
  int capacity() {
    return octets.length;
  }

  /** One of the octets, 0 to 255. */
  int at(int index) {
    return octets[from + index] & 0xff;
  }

  void add(byte[] source, int start, int end) {
    makeRoom(end - start);
    System.arraycopy(source, start, octets, to, end - start);
    to += end - start;
  }

  /** Adds all that remains in the buffer. */
  void add(ByteBuffer source) {
    int count = source.remaining();
    makeRoom(count);
    source.get(octets, to, count);
    to += count;
  }

  /** Moves all octets to the start of {@code target} and returns their number. */
  int moveTo(byte[] target) {
    int length = length();
    System.arraycopy(octets, from, target, 0, length);
    clear();
    return length;
  }

  /** Puts as many of the first octets into the buffer as it takes; they stay here as well. */
  void copyTo(ByteBuffer target) {
    target.put(octets, from, Math.min(length(), target.remaining()));
  }

  /** Forgets the first octets. */
  void drop(int count) {
    from += count;
    if (from == to) {
      clear();
    }
  }

  void clear() {
    octets = NOTHING;
    from = 0;
    to = 0;
  }

  private void makeRoom(int count) {
    int length = length();
    if (octets.length - to >= count) {
      return;
    }
    byte[] target = octets;
    if (octets.length - length < count || from < length) {
      // The first octets take no more than they need; what grows on grows by half.
      target = new byte[length == 0 ? count : Math.max(length + count, length + length / 2)];
    }
    System.arraycopy(octets, from, target, 0, length);
    octets = target;
    from = 0;
    to = length;
  }
}
