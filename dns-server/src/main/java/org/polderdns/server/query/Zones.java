package org.polderdns.server.query;

import org.polderdns.zone.ZoneSource;

/** The zones that are served. */
public interface Zones {
  /** A source for the use of one thread, which keeps it for good. */
  ZoneSource newSource();

  /** Whether finding out what a zone has may block, so that an I/O thread must not do it. */
  boolean mayBlock();
}
