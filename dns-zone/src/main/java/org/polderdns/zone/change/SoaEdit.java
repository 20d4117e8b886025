package org.polderdns.zone.change;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * The rules under the metadata {@code SOA-EDIT} by which a zone's serial moves with the weeks in
 * which it is signed, so that secondaries fetch the new signatures. A week begins on Thursday at
 * 00:00 UTC.
 *
 * <p>A clock gives the time, and the time zone in which {@link #INCEPTION_INCREMENT} names days.
 */
public enum SoaEdit {
  /** The serial as it is stored. */
  NONE,
  /** The stored one and the number of weeks since 1970. */
  INCREMENT_WEEKS,
  /** The second in which the week began, or the stored one if that is greater. */
  INCEPTION_EPOCH,
  /**
   * {@code YYYYMMDD01} of the day on which the week began; the one after the stored serial where
   * that is of this day or the two days after it; the stored one where that is later still.
   */
  INCEPTION_INCREMENT,
  /** The present second. */
  EPOCH;

  private static final long WEEK = 604800;

  /** Reads a value of the metadata in any case; what is no rule means {@link #NONE}. */
  public static SoaEdit of(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "INCREMENT-WEEKS" -> INCREMENT_WEEKS;
      case "INCEPTION-EPOCH" -> INCEPTION_EPOCH;
      case "INCEPTION-INCREMENT" -> INCEPTION_INCREMENT;
      case "EPOCH" -> EPOCH;
      default -> NONE;
    };
  }

  /**
   * The serial that answers show while {@code stored} is stored, 0 to 2^32-1 both.
   *
   * @param stored 0 to 2^32-1
   */
  public long served(long stored, Clock clock) {
    return served(stored, clock, 0);
  }

  /**
   * The same with weeks that begin later, so that not all zones of a server change at once.
   *
   * @param delay seconds, 0 or more
   */
  public long served(long stored, Clock clock, long delay) {
    long now = clock.instant().getEpochSecond();
    long inWeeks = now - delay;
    long inception = Math.floorDiv(inWeeks, WEEK) * WEEK;
    return 0xffffffffL
        & switch (this) {
          case NONE -> stored;
          case INCREMENT_WEEKS -> stored + inWeeks / WEEK;
          case INCEPTION_EPOCH -> Math.max(stored, inception);
          case INCEPTION_INCREMENT -> inceptionIncrement(stored, inception, clock);
          case EPOCH -> now;
        };
  }

  private static long inceptionIncrement(long stored, long inception, Clock clock) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(inception), clock.getZone());
    long first = serial(day, 0);
    if (stored < first) {
      return first + 1;
    }
    if (stored <= first + 1) {
      return first + 2;
    }
    return stored <= serial(day.plusDays(2), 99) ? stored + 1 : stored;
  }

  private static long serial(LocalDate day, int number) {
    return (day.getYear() * 10000L + day.getMonthValue() * 100L + day.getDayOfMonth()) * 100
        + number;
  }

  /**
   * The serial to store in the place of {@code stored}: what is served under this rule, or the next
   * one where that is not greater ({@code SOA-EDIT-INCREASE}).
   *
   * @param stored 0 to 2^32-1
   * @param delay as that of {@link #served(long, Clock, long)}
   */
  public long increased(long stored, Clock clock, long delay) {
    long wanted =
        this == INCEPTION_EPOCH ? EPOCH.served(stored, clock) : served(stored, clock, delay);
    return Serial.atLeast(wanted, stored);
  }
}
