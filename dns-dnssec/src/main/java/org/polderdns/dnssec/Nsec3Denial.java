package org.polderdns.dnssec;

import java.util.List;
import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.Proof;

/**
 * Proofs from the zone's NSEC3 records (RFC 5155 §7.2), those of the first chain that the apex's
 * NSEC3PARAM names.
 */
final class Nsec3Denial implements Denial {
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

  /** RFC 5155 §7.2.2. */
  @Override
  public void nameAbsent(Proof proof, Answer answer) {
    int encloser = closestEncloser(proof, proof.encloserLabels(), answer);
    matchOrCover(proof.zone(), proof.name().suffix(encloser).wildcardChild(), answer);
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
    matchOrCover(proof.zone(), proof.name().suffix(proof.encloserLabels() + 1), answer);
  }

  /** RFC 5155 §7.2.5. */
  @Override
  public void wildcardTypeAbsent(Proof proof, Answer answer) {
    int encloser = closestEncloser(proof, proof.encloserLabels(), answer);
    matchOrCover(proof.zone(), proof.name().suffix(encloser).wildcardChild(), answer);
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
        matchOrCover(zone, proof.name().suffix(i + 1), answer);
        return i;
      }
    }
    return labels;
  }

  private Optional<ZoneNode> match(ZoneView zone, Name name) {
    Octets hash = hasher.of(name, iterations, salt);
    Optional<ZoneNode> found = zone.nsec3AtOrBefore(hash);
    return found.isPresent() && Nsec3Hash.matches(found.get().name(), hash)
        ? found
        : Optional.empty();
  }

  private void matchOrCover(ZoneView zone, Name name, Answer answer) {
    Octets hash = hasher.of(name, iterations, salt);
    Denial.add(zone, zone.nsec3AtOrBefore(hash), RecordType.NSEC3, answer);
  }
}
