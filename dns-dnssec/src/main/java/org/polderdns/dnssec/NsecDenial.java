package org.polderdns.dnssec;

import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.Proof;

/** Proofs from the zone's NSEC records (RFC 4035 §3.1.3). */
final class NsecDenial implements Denial {
  @Override
  public void nameAbsent(Proof proof, Answer answer) {
    matchOrCover(proof.zone(), proof.name(), answer);
    matchOrCover(proof.zone(), wildcard(proof), answer);
  }

  /** The NSEC of the name; of an empty non-terminal, the one that covers it. */
  @Override
  public void typeAbsent(Proof proof, Answer answer) {
    matchOrCover(proof.zone(), proof.name(), answer);
  }

  @Override
  public void wildcardExpanded(Proof proof, Answer answer) {
    matchOrCover(proof.zone(), proof.name(), answer);
  }

  @Override
  public void wildcardTypeAbsent(Proof proof, Answer answer) {
    matchOrCover(proof.zone(), proof.name(), answer);
    matchOrCover(proof.zone(), wildcard(proof), answer);
  }

  private static Name wildcard(Proof proof) {
    return proof.name().suffix(proof.encloserLabels()).wildcardChild();
  }

  private static void matchOrCover(ZoneView zone, Name name, Answer answer) {
    Denial.add(zone, zone.nsecAtOrBefore(name), RecordType.NSEC, answer);
  }
}
