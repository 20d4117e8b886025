package org.polderdns.records;

import org.polderdns.wire.Octets;

/** Base32 with the extended hex alphabet and no padding (RFC 4648 §7, RFC 5155 §3.3). */
final class Base32Text {
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";

  private static final byte[] VALUE = new byte[256];

  static {
    for (int i = 0; i < 256; i++) {
      VALUE[i] = (byte) Character.digit(i < 128 ? i : 0xff, 32);
    }
  }

  private Base32Text() {}

  /** Appends what the digits stand for; false if they are not of that form. */
  static boolean decode(byte[] text, int from, int to, OctetBuilder out) {
    int bits = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      int value = VALUE[text[i] & 0xff];
      if (value < 0) {
        return false;
      }
      bits = bits << 5 | value;
      count += 5;
      if (count >= 8) {
        count -= 8;
        out.u8(bits >> count);
        bits &= (1 << count) - 1;
      }
    }
    return count < 5 && bits == 0;
  }

  static void append(StringBuilder out, Octets octets, int from, int to) {
    int bits = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      bits = bits << 8 | octets.at(i);
      count += 8;
      while (count >= 5) {
        count -= 5;
        out.append(DIGITS.charAt(bits >> count & 31));
      }
      bits &= (1 << count) - 1;
    }
    if (count > 0) {
      out.append(DIGITS.charAt(bits << 5 - count & 31));
    }
  }
}
