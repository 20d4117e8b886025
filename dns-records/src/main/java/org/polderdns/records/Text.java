package org.polderdns.records;

/** Numbers and digits in octets of text. */
final class Text {
  private static final byte[] HEX = new byte[256];

  static {
    for (int i = 0; i < 256; i++) {
      HEX[i] = (byte) Character.digit(i < 128 ? i : 0, 16);
    }
  }

  private Text() {}

  /** The value of a hex digit of either case, or -1. */
  static int hexValue(byte c) {
    return HEX[c & 0xff];
  }

  /** The lower-case digit of a value of 0 to 15. */
  static char hexDigit(int value) {
    return (char) (value < 10 ? '0' + value : 'a' - 10 + value);
  }

  /** The decimal number that takes all of {@code text[from]} to {@code text[to - 1]}, or -1. */
  static long number(byte[] text, int from, int to, long max) {
    if (from == to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= max ? value : -1;
  }

  /** Appends the last {@code digits} decimal digits of a number. */
  static void appendPadded(StringBuilder out, int value, int digits) {
    int unit = 1;
    for (int i = 1; i < digits; i++) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      out.append((char) ('0' + value / unit % 10));
    }
  }
}
