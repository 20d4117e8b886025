package org.polderdns.dnssec;

import java.util.List;
import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/**
 * Proofs from the zone's NSEC3 records (RFC 5155 §7.2), those of the first chain that the apex's
 * NSEC3PARAM names.
 */
final class Nsec3Denial extends HashedDenial {
  private final Nsec3Hash hasher = new Nsec3Hash();
  private int iterations;
  private Octets salt = Octets.EMPTY;

  /** Whether a zone has an NSEC3 chain to prove with; the proofs that follow are in that zone. */
  boolean isFor(ZoneView zone) {
    ZoneNode apex = zone.apexNode();
    int found = apex.indexOf(RecordType.NSEC3PARAM);
    if (found < 0) {
      return false;
    }
    List<Octets> params = apex.rrsets().get(found).rdatas();
    for (int i = 0; i < params.size(); i++) {
      Octets param = params.get(i);
      if (param.at(0) == Nsec3Hash.SHA1
          && param.at(1) == 0 // RFC 5155 §4.1.2
          && param.u16(2) <= Nsec3Hash.MAX_ITERATIONS) {
        iterations = param.u16(2);
        salt = param.slice(5, 5 + param.at(4));
        return true;
      }
    }
    return false;
  }

  @Override
  Optional<ZoneNode> match(ZoneView zone, Name name) {
    Octets hash = hasher.of(name, iterations, salt);
    Optional<ZoneNode> found = zone.nsec3AtOrBefore(hash);
    return found.isPresent() && Nsec3Hash.matches(found.get().name(), hash)
        ? found
        : Optional.empty();
  }

  @Override
  Optional<ZoneNode> matchOrCover(ZoneView zone, Name name) {
    return zone.nsec3AtOrBefore(hasher.of(name, iterations, salt));
  }
}
