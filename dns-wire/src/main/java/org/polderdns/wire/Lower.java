package org.polderdns.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Octets in ASCII lower case, up to eight at a time: how names are compared. */
final class Lower {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = EACH << 7;

  private Lower() {}

  /**
   * The octets from {@code at} on as a number, the first one lowest.
   *
   * @param count 1 or more, of which 8 at most are taken; the others are 0
   */
  static long word(byte[] octets, int at, int count) {
    if (at + 8 <= octets.length) {
      long word = (long) LONG.get(octets, at);
      return lower(count >= 8 ? word : word & (1L << (count << 3)) - 1);
    }
    long word = 0;
    for (int i = Math.min(count, 8) - 1; i >= 0; i--) {
      word = word << 8 | octets[at + i] & 0xff;
    }
    return lower(word);
  }

  /** Sets the bit 0x20 of each octet that is A to Z. */
  private static long lower(long word) {
    long low = word & ~HIGH;
    long atLeastA = low + (0x80 - 'A') * EACH;
    long overZ = low + (0x7f - 'Z') * EACH;
    return word | (atLeastA & ~overZ & ~word & HIGH) >>> 2;
  }

  /**
   * Copies octets, of which there mostly are few: a loop over single ones, which the compiler would
   * unroll for many, takes longer than all of this.
   */
  static void copy(byte[] source, int from, byte[] target, int to, int length) {
    if (length > 64) {
      System.arraycopy(source, from, target, to, length);
      return;
    }
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      LONG.set(target, to + i, (long) LONG.get(source, from + i));
    }
    if ((length & 4) != 0) {
      INT.set(target, to + i, (int) INT.get(source, from + i));
      i += 4;
    }
    if ((length & 2) != 0) {
      target[to + i] = source[from + i];
      target[to + i + 1] = source[from + i + 1];
      i += 2;
    }
    if ((length & 1) != 0) {
      target[to + i] = source[from + i];
    }
  }

  /** Whether two runs of {@code length} octets are the same but for case. */
  static boolean equal(byte[] a, int i, byte[] b, int j, int length) {
    for (int k = 0; k < length; k += 8) {
      if (word(a, i + k, length - k) != word(b, j + k, length - k)) {
        return false;
      }
    }
    return true;
  }
}
