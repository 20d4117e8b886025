package org.polderdns.server.cli;

import java.time.LocalDate;

/** Days as SOA serials have them. */
final class SoaDates {
  private SoaDates() {}

  /** The Thursday at or before a time, on which its signatures begin, as YYYYMMDD. */
  static long inception(long epochSecond) {
    // 1970-01-01 was a Thursday.
    long day = Math.floorDiv(epochSecond, 7 * 86400L) * 7;
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() * 10000L + date.getMonthValue() * 100L + date.getDayOfMonth();
  }
}
