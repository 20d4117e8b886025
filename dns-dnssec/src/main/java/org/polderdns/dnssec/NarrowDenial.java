package org.polderdns.dnssec;

import java.util.Optional;
import org.polderdns.dnssec.online.SignedView;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/**
 * Proofs by NSEC3 records that are made for the question: they cover no more than one hash, so that
 * nobody learns of other names (RFC 7129 appendix B). For this the order of names need not be known.
 */
final class NarrowDenial extends HashedDenial {
  private final Nsec3Hash hasher = new Nsec3Hash();

  @Override
  Optional<ZoneNode> match(ZoneView zone, Name name) {
    SignedView signed = (SignedView) zone;
    return zone.node(name).map(node -> signed.narrowMatch(hash(signed, name), node));
  }

  @Override
  Optional<ZoneNode> matchOrCover(ZoneView zone, Name name) {
    SignedView signed = (SignedView) zone;
    Optional<ZoneNode> match = match(zone, name);
    return match.isPresent() ? match : Optional.of(signed.narrowCover(hash(signed, name)));
  }

  private Octets hash(SignedView zone, Name name) {
    DenialParameters denial = zone.signing().denial();
    return hasher.of(name, denial.iterations(), denial.salt());
  }
}
