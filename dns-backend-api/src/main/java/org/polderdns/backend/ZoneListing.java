package org.polderdns.backend;

import java.util.List;

/** A store that can tell which zones it has. */
public interface ZoneListing {
  /** All zones, in the order of their creation if the store knows it. */
  List<ZoneInfo> zones();

  /**
   * The zones that questions are answered for: those of {@link #zones} whose SOA is there and
   * enabled.
   */
  List<ZoneInfo> servedZones();
}
