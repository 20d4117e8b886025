package org.polderdns.backend;

import org.polderdns.wire.Name;

/** Takes zones that questions are answered for, one after the other. */
@FunctionalInterface
public interface ServedZoneVisitor {
  /**
   * Takes a zone.
   *
   * @param id the store's number of it, see {@link ZoneInfo#id}
   * @param mark a number that is another one when its SOA is; 0 if the store cannot tell
   */
  void zone(long id, Name apex, long mark);
}
