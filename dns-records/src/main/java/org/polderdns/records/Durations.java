package org.polderdns.records;

/** Numbers of seconds as master files write them: {@code 3600}, {@code 1h30m}, {@code 2W}. */
public final class Durations {
  private Durations() {}

  /**
   * Reads {@code text[from]} to {@code text[to - 1]}: a decimal number, or numbers each with one of
   * the units s, m, h, d, w in either case; a last number without a unit is seconds.
   *
   * @return 0 to 2^32-1, or -1 if the text is not of that form or over that
   */
  public static long parse(byte[] text, int from, int to) {
    long sum = 0;
    long value = 0;
    boolean digits = false;
    for (int i = from; i < to; i++) {
      int c = text[i];
      if (c >= '0' && c <= '9') {
        value = value * 10 + c - '0';
        digits = true;
        if (value > 0xffffffffL) {
          return -1;
        }
        continue;
      }
      long unit = digits ? unit(c) : 0;
      if (unit == 0) {
        return -1;
      }
      sum += value * unit;
      if (sum > 0xffffffffL) {
        return -1;
      }
      value = 0;
      digits = false;
    }
    sum += value;
    return from == to || sum > 0xffffffffL ? -1 : sum;
  }

  private static long unit(int c) {
    return switch (c) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3600;
      case 'd', 'D' -> 86400;
      case 'w', 'W' -> 604800;
      default -> 0;
    };
  }
}
