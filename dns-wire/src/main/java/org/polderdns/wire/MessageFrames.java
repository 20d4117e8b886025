package org.polderdns.wire;

import java.util.Arrays;

/**
 * Takes a stream apart into messages, each behind its length in two octets (RFC 1035 §4.2.2, RFC
 * 7766 §8). The octets may come in pieces of any size, one at a time too.
 *
 * <pre>{@code
 * for (int from = 0; from < received; ) {
 *   from = frames.take(buffer, from, received);
 *   if (frames.complete()) {
 *     query.read(frames.octets(), 0, frames.length());
 *   }
 * }
 * }</pre>
 *
 * <p>The next call of {@link #take} after a message is complete begins the next one in the same
 * array. It grows to the longest message seen, 65535 octets at most, and only as octets come in,
 * not by what a length promises. For one thread.
 */
public final class MessageFrames {
  private static final int FIRST_SIZE = 512;

  private byte[] octets = new byte[FIRST_SIZE];
  private int prefix; // octets of the length that are here
  private int expected;
  private int length;
  private boolean complete;

  /**
   * Takes octets out of {@code source[from]} to {@code source[to - 1]}, up to the end of a message.
   *
   * @return behind the last octet taken
   */
  public int take(byte[] source, int from, int to) {
    if (complete) {
      prefix = 0;
      expected = 0;
      length = 0;
      complete = false;
    }
    int at = from;
    while (prefix < 2) {
      if (at == to) {
        return at;
      }
      expected = expected << 8 | source[at++] & 0xff;
      prefix++;
    }
    int taken = Math.min(expected - length, to - at);
    if (length + taken > octets.length) {
      int size = Math.min(expected, Math.max(length + taken, octets.length * 2));
      octets = Arrays.copyOf(octets, size);
    }
    System.arraycopy(source, at, octets, length, taken);
    length += taken;
    complete = length == expected;
    return at + taken;
  }

  /** Whether a whole message is here; it may be of no octets at all. */
  public boolean complete() {
    return complete;
  }

  /** Whether the stream is between two messages, where it may end. */
  public boolean betweenMessages() {
    return complete || prefix == 0;
  }

  /** The message, from the array's start on; only until the next {@link #take}. */
  public byte[] octets() {
    return octets;
  }

  /** Octets of the message that are here. */
  public int length() {
    return length;
  }
}
