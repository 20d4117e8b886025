package org.polderdns.server.query;

import java.util.Optional;
import org.polderdns.backend.ReadySource;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.compiled.ZoneTable;

/** The zones that are served. */
public interface Zones {
  /** A source for the use of one thread that may wait, which keeps it for good. */
  ZoneSource newSource();

  /** A source for the use of one thread that must not wait, which keeps it for good. */
  ReadySource newReadySource();

  /**
   * All zones in one table, if they are: then questions are answered from it directly. Views that
   * are not compiled may have their place held in it.
   */
  Optional<ZoneTable> table();
}
