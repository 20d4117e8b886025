package org.polderdns.server.cache;

import java.util.Arrays;
import org.polderdns.wire.Query;

/** A reply and the question that it is for. Immutable but for its use and its being valid. */
final class KeptReply {
  private static final int HEADER = Query.HEADER_LENGTH;
  private static final int OVERHEAD = 120; // objects and the table's reference
  private static final int MAX_USES = 3;

  final long hash;
  private final byte[] name; // in lower case
  private final int type;
  private final int variant;
  private final byte[] reply;
  final Moment begun;
  private final long ends;

  private int uses; // any thread's, and so about right

  /** Whether nothing that it was made from was purged while it was put in. */
  volatile boolean valid;

  /**
   * Copies a reply.
   *
   * @param ends when it may not be used any more, as of {@link System#nanoTime}
   */
  KeptReply(QuestionKey key, byte[] octets, int at, int length, Moment begun, long ends) {
    this.hash = key.hash();
    this.name = Arrays.copyOf(key.name(), key.nameLength());
    this.type = key.type();
    this.variant = key.variant();
    this.reply = Arrays.copyOfRange(octets, at, at + length);
    this.begun = begun;
    this.ends = ends;
  }

  /** Octets of memory, about. */
  int weight() {
    return OVERHEAD + name.length + reply.length;
  }

  boolean answers(QuestionKey key) {
    return hash == key.hash()
        && type == key.type()
        && variant == key.variant()
        && Arrays.equals(name, 0, name.length, key.name(), 0, key.nameLength());
  }

  boolean hasEnded(long now) {
    return ends - now <= 0;
  }

  void use() {
    if (uses < MAX_USES) {
      uses++;
    }
  }

  int uses() {
    return uses;
  }

  /** Whether it was used less than another, or as little and ends earlier. */
  boolean isMissedLessThan(KeptReply other) {
    return uses < other.uses || uses == other.uses && ends - other.ends < 0;
  }

  /** Makes an earlier use count less. */
  void age() {
    if (uses > 0) {
      uses--;
    }
  }

  /** Whether the question's name is the one given in lower case. */
  boolean isFor(byte[] lowerName) {
    return Arrays.equals(name, lowerName);
  }

  /** Whether the question's name is the one given in lower case, or below it. */
  boolean isAtOrBelow(byte[] lowerName) {
    int at = 0;
    while (name.length - at > lowerName.length) {
      at += 1 + name[at];
    }
    return Arrays.equals(name, at, name.length, lowerName, 0, lowerName.length);
  }

  /** Copies the reply, with another ID and the question as it is in a request. */
  int copyTo(byte[] out, int at, byte[] request, int start) {
    System.arraycopy(reply, 0, out, at, reply.length);
    out[at] = request[start];
    out[at + 1] = request[start + 1];
    System.arraycopy(request, start + HEADER, out, at + HEADER, name.length);
    return reply.length;
  }
}
