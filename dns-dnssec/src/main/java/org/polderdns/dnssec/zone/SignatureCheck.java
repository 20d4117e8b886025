package org.polderdns.dnssec.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.polderdns.dnssec.sign.RRsetVerifier;
import org.polderdns.dnssec.sign.RRsetVerifier.Verdict;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.zone.ZoneLayout.Position;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Rrsig;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;
import org.polderdns.zone.ZoneNode;

/** Checks the signatures of one name after the other (RFC 4035 §2.2). */
final class SignatureCheck {
  private final RRsetVerifier verifier;
  private final Set<Integer> algorithms;
  private final Instant when;
  private final Duration margin;

  /**
   * @param algorithms those by each of which every RRset has to be signed
   * @param margin signatures that expire sooner are told of
   */
  SignatureCheck(RRsetVerifier verifier, Set<Integer> algorithms, Instant when, Duration margin) {
    this.verifier = verifier;
    this.algorithms = Set.copyOf(algorithms);
    this.when = when;
    this.margin = margin;
  }

  /** The algorithms by which an RRset has a valid signature. */
  static Set<Integer> validAlgorithms(
      RRset rrset, ZoneNode node, RRsetVerifier verifier, Instant when) {
    Set<Integer> valid = new HashSet<>();
    for (Octets rdata : signatures(node)) {
      if (rdata.length() > 2
          && rdata.u16(0) == rrset.type().code()
          && verifier.verify(rrset, rdata, when) == Verdict.VALID) {
        valid.add(rdata.at(2));
      }
    }
    return valid;
  }

  private static List<Octets> signatures(ZoneNode node) {
    return node.rrset(RecordType.RRSIG).map(RRset::rdatas).orElse(List.of());
  }

  void check(ZoneNode node, Position position, FindingList findings) {
    List<Octets> signatures = signatures(node);
    for (RRset rrset : node.rrsets()) {
      if (rrset.type() != RecordType.RRSIG && isSigned(rrset.type(), position)) {
        checkSigned(rrset, signatures, findings);
      }
    }
    for (Octets rdata : signatures) {
      RecordType covered = RecordType.of(rdata.length() > 1 ? rdata.u16(0) : 0);
      if (!node.has(covered)) {
        findings.error(node.name() + " has a signature over " + covered + ", which it has not");
      } else if (!isSigned(covered, position) || covered == RecordType.RRSIG) {
        findings.error(
            node.name() + " has a signature over " + covered + ", which is not to be signed");
      }
    }
  }

  private static boolean isSigned(RecordType type, Position position) {
    return type == RecordType.NSEC3 || position.isSigned(type);
  }

  private void checkSigned(RRset rrset, List<Octets> signatures, FindingList findings) {
    Set<Integer> valid = new HashSet<>();
    for (Octets rdata : signatures) {
      if (rdata.length() > 1 && rdata.u16(0) == rrset.type().code()) {
        checkOne(rrset, rdata, valid, findings);
      }
    }
    for (int algorithm : algorithms) {
      if (!valid.contains(algorithm)) {
        findings.error(of(rrset) + " has no valid signature by algorithm " + algorithm);
      }
    }
  }

  private void checkOne(RRset rrset, Octets rdata, Set<Integer> valid, FindingList findings) {
    Rrsig rrsig;
    try {
      rrsig = Rrsig.FORMAT.read(rdata);
    } catch (WireFormatException e) {
      findings.error(of(rrset) + " has a signature that is none: " + e.getMessage());
      return;
    }
    String which = of(rrset) + ": the signature by key " + rrsig.algorithm() + "/" + rrsig.keyTag();
    switch (verifier.verify(rrset, rdata, when)) {
      case VALID -> {
        valid.add(rrsig.algorithm());
        checkValid(rrset, rrsig, which, findings);
      }
      case NO_KEY -> findings.warning(which + " has no key in the DNSKEY RRset");
      case EXPIRED -> findings.error(which + " has expired");
      case NOT_YET_VALID -> findings.error(which + " is not valid yet");
      case UNFIT -> findings.error(which + " is of another zone or has too many labels");
      case BOGUS -> findings.error(which + " is wrong");
    }
  }

  private void checkValid(RRset rrset, Rrsig rrsig, String which, FindingList findings) {
    int labels = rrset.owner().labelCount() - (rrset.owner().isWildcard() ? 1 : 0);
    if (rrsig.labels() != labels) {
      findings.error(which + " has " + rrsig.labels() + " labels, not " + labels);
    }
    if (rrsig.originalTtl() != rrset.ttl()) {
      findings.error(which + " is for TTL " + rrsig.originalTtl() + ", not " + rrset.ttl());
    }
    Duration left = new SignatureWindow(rrsig.inception(), rrsig.expiration()).left(when);
    if (left.compareTo(margin) < 0) {
      findings.warning(which + " expires in " + left.toSeconds() + " s");
    }
  }

  private static String of(RRset rrset) {
    return rrset.owner() + " " + rrset.type();
  }
}
