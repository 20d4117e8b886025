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

  /**
   * Visits the zones of {@link #servedZones}, in any order. A store that may have a million of them
   * holds no list of them for that.
   */
  default void visitServed(ServedZoneVisitor visitor) {
    servedZones().forEach(zone -> visitor.zone(zone.id(), zone.apex(), 0));
  }
}
