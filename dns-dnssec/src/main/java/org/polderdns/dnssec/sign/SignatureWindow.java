package org.polderdns.dnssec.sign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * From when to when a signature is valid: seconds since 1970 modulo 2^32, both included, compared
 * as serial numbers (RFC 4034 §3.1.5).
 *
 * @param inception 0 to 2^32-1
 * @param expiration 0 to 2^32-1
 */
public record SignatureWindow(long inception, long expiration) {
  private static final long WEEK = 604800;
  private static final long MASK = 0xffffffffL;

  public SignatureWindow {
    if (inception < 0 || inception > MASK || expiration < 0 || expiration > MASK) {
      throw new IllegalArgumentException("a time is not 0 to 2^32-1");
    }
  }

  public static SignatureWindow of(Instant inception, Instant expiration) {
    return new SignatureWindow(
        inception.getEpochSecond() & MASK, expiration.getEpochSecond() & MASK);
  }

  /**
   * The window in which PowerDNS signs: from a week before the present week to two weeks after its
   * beginning. Weeks begin on Thursday at 00:00 UTC, as 1970 did; until the next one all signatures
   * have the same window.
   *
   * @param extension by how much later they expire
   */
  public static SignatureWindow weekly(Clock clock, Duration extension) {
    long now = clock.instant().getEpochSecond();
    long week = Math.floorDiv(now, WEEK) * WEEK;
    return new SignatureWindow(week - WEEK & MASK, week + 2 * WEEK + extension.toSeconds() & MASK);
  }

  /** Whether a time is before the window. */
  public boolean isAfter(Instant when) {
    return distance(inception, when.getEpochSecond()) < 0;
  }

  /** Whether a time is behind the window. */
  public boolean isBefore(Instant when) {
    return distance(expiration, when.getEpochSecond()) > 0;
  }

  /** How long until it expires, negative if it has; right for 68 years to both sides. */
  public Duration left(Instant when) {
    return Duration.ofSeconds(-distance(expiration, when.getEpochSecond()));
  }

  /** How long ago it began, negative if it has not; right for 68 years to both sides. */
  public Duration since(Instant when) {
    return Duration.ofSeconds(distance(inception, when.getEpochSecond()));
  }

  private static int distance(long from, long to) {
    return (int) (to - from);
  }
}
