package org.polderdns.server.query;

import java.util.Optional;
import org.polderdns.backend.ReadySource;
import org.polderdns.backend.WaitingSource;
import org.polderdns.zone.compiled.KnownZones;
import org.polderdns.zone.compiled.ZoneTables;

/** The zones that are served. */
public interface Zones {
  /** A source for the use of one thread that may wait, which keeps it for good. */
  WaitingSource newSource();

  /** A source for the use of one thread that must not wait, which keeps it for good. */
  ReadySource newReadySource();

  /** What is known without waiting of zones that are not compiled, for the use of one thread. */
  default KnownZones newKnownZones() {
    return KnownZones.NONE;
  }

  /**
   * The tables in which all zones are found, if there are such: what is compiled is answered from
   * them directly. Of other zones a view holds the place.
   */
  Optional<ZoneTables> tables();
}
