package org.polderdns.backend;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;

/**
 * A store that knows the denial chains of zones that are signed while they are answered from, so
 * have no NSEC or NSEC3 RRsets. It has the names of a zone in one order: that which {@link NameOrder}
 * tells from the zone's metadata.
 */
public interface DenialOrder {
  /**
   * The span of the NSEC chain that a name is in. Empty if the zone's names are not in that order.
   *
   * @param name at or below the apex
   */
  Optional<NameSpan> spanOf(ZoneInfo zone, Name name);

  /**
   * The span of the NSEC3 chain that a hash is in. Empty if the zone's names are not in the order of
   * hashes.
   *
   * @param hash 20 octets
   */
  Optional<HashSpan> spanOf(ZoneInfo zone, Octets hash);
}
