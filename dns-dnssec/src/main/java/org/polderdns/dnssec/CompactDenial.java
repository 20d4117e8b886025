package org.polderdns.dnssec;

import java.util.Optional;
import org.polderdns.dnssec.online.SignedView;
import org.polderdns.wire.Name;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.Proof;

/**
 * Proofs by one NSEC record that is made for the question (RFC 9824): that of the name itself. What
 * does not exist is said to have no other type than NXNAME, in an answer that is no NXDOMAIN.
 */
final class CompactDenial implements Denial {
  @Override
  public void nameAbsent(Proof proof, Answer answer) {
    answer.rcode(Rcode.NOERROR); // §3.1: to a validator the name exists
    add(proof, Optional.empty(), answer);
  }

  @Override
  public void typeAbsent(Proof proof, Answer answer) {
    add(proof, proof.zone().node(proof.name()), answer);
  }

  /** Nothing: the answer is signed as if the name were there. */
  @Override
  public void wildcardExpanded(Proof proof, Answer answer) {}

  @Override
  public void wildcardTypeAbsent(Proof proof, Answer answer) {
    Name wildcard = proof.name().suffix(proof.encloserLabels()).wildcardChild();
    add(proof, proof.zone().node(wildcard), answer);
  }

  private static void add(Proof proof, Optional<ZoneNode> node, Answer answer) {
    SignedView zone = (SignedView) proof.zone();
    ZoneNode made = zone.compactNsec(proof.name(), node);
    Denial.add(zone, Optional.of(made), RecordType.NSEC, answer);
  }
}
