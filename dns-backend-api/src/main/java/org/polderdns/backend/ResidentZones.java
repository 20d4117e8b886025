package org.polderdns.backend;

import org.polderdns.zone.compiled.ZoneTable;

/**
 * A store whose zones are all in memory: questions for them are answered by the thread that
 * received them, and no {@link Backend#lookup} is made.
 */
public interface ResidentZones {
  /**
   * The zones served now; the store keeps it up to date, which with the first call it may begin to
   * do on threads of its own. The place of a zone that the store knows but cannot serve at the
   * moment is {@linkplain ZoneTable#hold held} by a view that fails, and is answered SERVFAIL.
   */
  ZoneTable table();

  /**
   * Whether the zones that there were at the first call of {@link #table} have been read, or found
   * not to be readable. What is read from then on is read while others are answered from.
   */
  boolean isSettled();
}
