package org.polderdns.server.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.polderdns.backend.cache.OctetTable;
import org.polderdns.wire.Query;

/**
 * A reply and the question that it is for, in one array of octets.
 *
 * <pre>
 *   0  the hash of the question, and how often the reply was used, see {@link OctetTable}
 *   9  octets of the question's name (8 bits)
 *  12  what the reply depends on beside the question (32 bits), see {@link QuestionKey#variant}
 *  16  when it may not be used any more, as of the clock (64 bits)
 *  24  changes of the stores seen before it was made (64 bits)
 *  32  the reply, with the question's name in lower case
 * </pre>
 *
 * <p>All but the use stays as it was made.
 */
final class KeptReply {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle NET_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int NAME_LENGTH = 9;
  private static final int VARIANT = 12;
  private static final int ENDS = 16;
  private static final int CHANGES = 24;
  private static final int REPLY = 32;
  private static final int NAME = REPLY + Query.HEADER_LENGTH;

  private KeptReply() {}

  /**
   * Copies a reply.
   *
   * @param changes of the stores seen before it was made
   * @param ends when it may not be used any more
   */
  static byte[] of(QuestionKey key, byte[] reply, int at, int length, long changes, long ends) {
    byte[] entry = new byte[REPLY + length];
    OctetTable.hash(entry, key.hash());
    entry[NAME_LENGTH] = (byte) key.nameLength();
    INT.set(entry, VARIANT, key.variant());
    LONG.set(entry, ENDS, ends);
    LONG.set(entry, CHANGES, changes);
    System.arraycopy(reply, at, entry, REPLY, length);
    System.arraycopy(key.name(), 0, entry, NAME, key.nameLength());
    return entry;
  }

  private static int nameLength(byte[] entry) {
    return entry[NAME_LENGTH] & 0xff;
  }

  static boolean answers(byte[] entry, QuestionKey key) {
    int length = nameLength(entry);
    return (int) INT.get(entry, VARIANT) == key.variant()
        && length == key.nameLength()
        && Arrays.equals(entry, NAME, NAME + length, key.name(), 0, length)
        && (int) NET_INT.get(entry, NAME + length) == key.type();
  }

  static boolean hasEnded(byte[] entry, long now) {
    return (long) LONG.get(entry, ENDS) - now <= 0;
  }

  static long changes(byte[] entry) {
    return (long) LONG.get(entry, CHANGES);
  }

  /** Whether the question's name is the one given in lower case. */
  static boolean isFor(byte[] entry, byte[] lowerName) {
    return Arrays.equals(entry, NAME, NAME + nameLength(entry), lowerName, 0, lowerName.length);
  }

  /** Whether the question's name is the one given in lower case, or below it. */
  static boolean isAtOrBelow(byte[] entry, byte[] lowerName) {
    int at = NAME;
    int end = NAME + nameLength(entry);
    while (end - at > lowerName.length) {
      at += 1 + entry[at];
    }
    return Arrays.equals(entry, at, end, lowerName, 0, lowerName.length);
  }

  /** Copies the reply, with another ID and the question as it is in a request. */
  static int copyTo(byte[] entry, byte[] out, int at, byte[] request, int start) {
    int length = entry.length - REPLY;
    System.arraycopy(entry, REPLY, out, at, length);
    out[at] = request[start];
    out[at + 1] = request[start + 1];
    System.arraycopy(
        request, start + Query.HEADER_LENGTH, out, at + Query.HEADER_LENGTH, nameLength(entry));
    return length;
  }
}
