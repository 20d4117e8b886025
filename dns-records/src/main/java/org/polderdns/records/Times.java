package org.polderdns.records;

/** Times of signatures (RFC 4034 §3.2): seconds since 1970 modulo 2^32. */
final class Times {
  private Times() {}

  /** Reads {@code YYYYMMDDHHmmSS} or, if not of 14 digits, a number; -1 if it is neither. */
  static long parse(byte[] text, int from, int to) {
    if (to - from != 14) {
      return Text.number(text, from, to, 0xffffffffL);
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 4, 2);
    int day = digits(text, from + 6, 2);
    int hour = digits(text, from + 8, 2);
    int minute = digits(text, from + 10, 2);
    int second = digits(text, from + 12, 2);
    if (year < 1970
        || month < 1
        || month > 12
        || day < 1
        || day > lastDay(year, month)
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return -1;
    }
    long days = daysBefore(year, month) + day - 1;
    return (days * 86400 + hour * 3600L + minute * 60L + second) & 0xffffffffL;
  }

  private static int digits(byte[] text, int from, int count) {
    return (int) Text.number(text, from, from + count, Integer.MAX_VALUE);
  }

  private static int lastDay(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /** Days from 1970-01-01 to the first of a month; counts in years that begin in March. */
  private static long daysBefore(int year, int month) {
    long y = month <= 2 ? year - 1 : year;
    long m = month <= 2 ? month + 9 : month - 3;
    return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 - 719468;
  }

  static void append(StringBuilder out, long time) {
    long z = time / 86400 + 719468;
    long era = z / 146097;
    long dayOfEra = z % 146097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long m = (5 * dayOfYear + 2) / 153;
    int month = (int) (m < 10 ? m + 3 : m - 9);
    int second = (int) (time % 86400);
    Text.appendPadded(out, (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), 4);
    Text.appendPadded(out, month, 2);
    Text.appendPadded(out, (int) (dayOfYear - (153 * m + 2) / 5 + 1), 2);
    Text.appendPadded(out, second / 3600, 2);
    Text.appendPadded(out, second / 60 % 60, 2);
    Text.appendPadded(out, second % 60, 2);
  }
}
