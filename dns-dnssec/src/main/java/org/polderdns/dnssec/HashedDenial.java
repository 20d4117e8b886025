package org.polderdns.dnssec;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.Proof;

/** Proofs by NSEC3 records (RFC 5155 §7.2), wherever these come from. */
abstract class HashedDenial implements Denial {
  /** The NSEC3 of a name; empty if it has none. */
  abstract Optional<ZoneNode> match(ZoneView zone, Name name);

  /** The NSEC3 of a name, or the one that covers it. */
  abstract Optional<ZoneNode> matchOrCover(ZoneView zone, Name name);

  /** RFC 5155 §7.2.2. */
  @Override
  public void nameAbsent(Proof proof, Answer answer) {
    int encloser = closestEncloser(proof, proof.encloserLabels(), answer);
    addMatchOrCover(proof.zone(), proof.name().suffix(encloser).wildcardChild(), answer);
  }

  /**
   * The NSEC3 of the name (RFC 5155 §7.2.3 and §7.2.4). A delegation that opted out has none, nor
   * has an empty non-terminal with nothing else below it: then the closest provable encloser and
   * the opted-out span below it (RFC 5155 §7.2.7 and errata).
   */
  @Override
  public void typeAbsent(Proof proof, Answer answer) {
    Optional<ZoneNode> match = match(proof.zone(), proof.name());
    if (match.isPresent()) {
      Denial.add(proof.zone(), match, RecordType.NSEC3, answer);
    } else {
      closestEncloser(proof, proof.name().labelCount() - 1, answer);
    }
  }

  /** RFC 5155 §7.2.6. */
  @Override
  public void wildcardExpanded(Proof proof, Answer answer) {
    addMatchOrCover(proof.zone(), proof.name().suffix(proof.encloserLabels() + 1), answer);
  }

  /** RFC 5155 §7.2.5. */
  @Override
  public void wildcardTypeAbsent(Proof proof, Answer answer) {
    int encloser = closestEncloser(proof, proof.encloserLabels(), answer);
    addMatchOrCover(proof.zone(), proof.name().suffix(encloser).wildcardChild(), answer);
  }

  /**
   * The NSEC3 that matches the closest provable encloser, of at most {@code labels} labels, and the
   * one that covers the next closer name (RFC 5155 §7.2.1).
   *
   * @return labels of that encloser
   */
  private int closestEncloser(Proof proof, int labels, Answer answer) {
    ZoneView zone = proof.zone();
    for (int i = labels; i >= zone.apex().labelCount(); i--) {
      Optional<ZoneNode> match = match(zone, proof.name().suffix(i));
      if (match.isPresent()) {
        Denial.add(zone, match, RecordType.NSEC3, answer);
        addMatchOrCover(zone, proof.name().suffix(i + 1), answer);
        return i;
      }
    }
    return labels;
  }

  private void addMatchOrCover(ZoneView zone, Name name, Answer answer) {
    Denial.add(zone, matchOrCover(zone, name), RecordType.NSEC3, answer);
  }
}
