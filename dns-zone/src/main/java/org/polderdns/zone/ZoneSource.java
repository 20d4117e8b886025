package org.polderdns.zone;

import java.util.Optional;
import org.polderdns.wire.Name;

/**
 * The zones that are served. It is asked for every question and should give out the same {@code
 * Optional} again rather than a new one.
 */
public interface ZoneSource {
  /** The zone with the longest apex that {@code name} is at or below. */
  Optional<ZoneView> zone(Name name);

  /**
   * The zone with the longest apex that {@code name} is below and not at: the one that has the DS
   * RRset of a zone called {@code name}, if it is served here (RFC 4035 §3.1.4.1).
   */
  Optional<ZoneView> zoneAbove(Name name);
}
