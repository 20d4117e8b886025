package org.polderdns.server.query;

import java.util.Optional;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.compiled.ZoneTable;

/** The zones that are served. */
public interface Zones {
  /** A source for the use of one thread, which keeps it for good. */
  ZoneSource newSource();

  /** Whether finding out what a zone has may block, so that an I/O thread must not do it. */
  boolean mayBlock();

  /**
   * All zones in one table, if they are: then questions are answered from it directly. Views that
   * are not compiled may have their place held in it.
   */
  Optional<ZoneTable> table();
}
