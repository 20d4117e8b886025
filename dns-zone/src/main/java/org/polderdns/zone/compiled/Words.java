package org.polderdns.zone.compiled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in octets: those of messages in network order, those of our own in the machine's. */
final class Words {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle NET_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle NET_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = EACH << 7;

  private Words() {}

  static int u8(byte[] octets, int at) {
    return octets[at] & 0xff;
  }

  static int u16(byte[] octets, int at) {
    return (short) SHORT.get(octets, at) & 0xffff;
  }

  static int s32(byte[] octets, int at) {
    return (int) INT.get(octets, at);
  }

  static long s64(byte[] octets, int at) {
    return (long) LONG.get(octets, at);
  }

  static void put16(byte[] octets, int at, int value) {
    SHORT.set(octets, at, (short) value);
  }

  static void put32(byte[] octets, int at, int value) {
    INT.set(octets, at, value);
  }

  static void put64(byte[] octets, int at, long value) {
    LONG.set(octets, at, value);
  }

  /** In network order, as are those below. */
  static int net16(byte[] octets, int at) {
    return (short) NET_SHORT.get(octets, at) & 0xffff;
  }

  static int net32(byte[] octets, int at) {
    return (int) NET_INT.get(octets, at);
  }

  static void putNet16(byte[] octets, int at, int value) {
    NET_SHORT.set(octets, at, (short) value);
  }

  static void putNet32(byte[] octets, int at, int value) {
    NET_INT.set(octets, at, value);
  }

  /**
   * Turns octets into ASCII lower case, eight at a time: up to seven behind the last are changed
   * too. Length octets of labels are below the letters and stay.
   */
  static void lower(byte[] octets, int from, int to) {
    for (int i = from; i < to; i += 8) {
      long word = (long) LONG.get(octets, i);
      long low = word & ~HIGH;
      long atLeastA = low + (0x80 - 'A') * EACH;
      long overZ = low + (0x7f - 'Z') * EACH;
      LONG.set(octets, i, word | (atLeastA & ~overZ & ~word & HIGH) >>> 2);
    }
  }
}
