package org.polderdns.dnssec.validate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Question;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;

/** The validation of one answer. */
final class Validation {
  private final Question question;
  private final Rcode rcode;
  private final List<SignedRRset> answer;
  private final List<SignedRRset> authority;
  private final TrustAnchors anchors;
  private final TrustChain chain;
  private final Instant now;
  private final int maxIterations;
  private final Work work;

  Validation(
      Question question,
      Message message,
      TrustAnchors anchors,
      AnswerSource source,
      Instant now,
      int maxIterations) {
    this.question = question;
    this.rcode = message.rcode();
    this.answer = SignedRRset.of(message, Section.ANSWER);
    this.authority = SignedRRset.of(message, Section.AUTHORITY);
    this.anchors = anchors;
    this.now = now;
    this.maxIterations = maxIterations;
    this.work = new Work();
    this.chain = new TrustChain(anchors, source, now, maxIterations, work);
  }

  /**
   * @throws org.polderdns.wire.WireFormatException if records are not of their types
   * @throws Work.ExceededException if it takes too much
   */
  Verdict verdict() {
    Trail trail = Trail.of(question, answer);
    if (!isConsistent(trail)) {
      return Verdict.of(Reason.INCONSISTENT, question.name() + " " + rcode);
    }
    Optional<SignedRRset> delegation =
        trail.end() == Trail.End.NOTHING ? delegation(trail.last()) : Optional.empty();

    Verdict verdict = Verdict.SECURE;
    List<ZoneTrust.Checked> data = new ArrayList<>();
    for (SignedRRset one : answer) {
      if (!Trail.isMade(one, answer)) {
        data.add(check(one));
        verdict = verdict.and(data.get(data.size() - 1).verdict());
      }
    }
    List<ZoneTrust.Checked> others = new ArrayList<>();
    for (SignedRRset one : authority) {
      if (delegation.filter(one::equals).isEmpty()) {
        others.add(check(one));
        verdict = verdict.and(others.get(others.size() - 1).verdict());
      }
    }
    if (verdict.isBogus()) {
      return verdict;
    }
    Denials denials = new Denials(others, maxIterations, work);
    for (ZoneTrust.Checked one : data) {
      verdict = verdict.and(expansion(one, denials));
    }
    if (trail.end() != Trail.End.NOTHING) {
      return verdict;
    }
    return verdict.and(delegation
        .map(cut -> referral(cut.owner(), others, denials))
        .orElseGet(() -> denial(trail.last(), denials)));
  }

  private boolean isConsistent(Trail trail) {
    return switch (trail.end()) {
      case DATA, LOOP -> rcode.equals(Rcode.NOERROR);
      case TOO_LONG -> rcode.equals(Rcode.YXDOMAIN);
      case NOTHING -> !rcode.equals(Rcode.YXDOMAIN);
    };
  }

  /** The NS records of a referral, which are not signed (RFC 4035 §2.2). */
  private Optional<SignedRRset> delegation(Name name) {
    boolean negative = authority.stream().anyMatch(one -> one.type() == RecordType.SOA);
    return negative
        ? Optional.empty()
        : authority.stream()
            .filter(one -> one.type() == RecordType.NS
                && one.signatures().isEmpty()
                && name.isAtOrBelow(one.owner()))
            .findFirst();
  }

  /** An RRset by the keys of the zone that signed it, which has to be one it can be from. */
  private ZoneTrust.Checked check(SignedRRset one) {
    Name signer = one.signer();
    boolean fromParent = one.type() == RecordType.DS
        || one.type() == RecordType.NSEC && !one.owner().equals(signer);
    Name above = fromParent && !one.owner().isRoot() ? one.owner().parent() : one.owner();
    boolean anchored = signer != null
        && anchors.closest(above).filter(it -> !signer.isAtOrBelow(it.owner())).isEmpty();
    if (signer == null || !anchored) {
      return unsigned(one, chain.enclosing(above));
    }
    ZoneTrust trust = chain.enclosing(signer);
    return trust.verdict().isSecure() && !trust.zone().equals(signer)
        ? unsigned(one, trust) // The signer is no zone.
        : trust.check(one, now, work);
  }

  private static ZoneTrust.Checked unsigned(SignedRRset one, ZoneTrust trust) {
    Verdict verdict = trust.verdict().isSecure()
        ? Verdict.of(Reason.SIGNATURES_MISSING, one.owner() + " " + one.type())
        : trust.verdict();
    return new ZoneTrust.Checked(one, trust.zone(), verdict, 0);
  }

  private static Verdict expansion(ZoneTrust.Checked one, Denials denials) {
    if (!one.verdict().isSecure() || !one.isExpanded()) {
      return Verdict.SECURE;
    }
    Name name = one.signed().owner();
    return denials
        .of(one.zone())
        .map(proofs -> proofs.closerAbsent(name, one.labels()))
        .orElseGet(() -> Proofs.missing(name));
  }

  private Verdict denial(Name name, Denials denials) {
    boolean above = question.type() == RecordType.DS && !name.isRoot();
    Name from = above ? name.parent() : name;
    Optional<Name> zone = denials.zoneOf(from);
    if (zone.isEmpty()) {
      boolean mayEnd = question.type() == RecordType.ANY && !name.equals(question.name());
      Verdict verdict = chain.enclosing(from).verdict();
      return verdict.isSecure() && !mayEnd ? Proofs.missing(name) : verdict;
    }
    Proofs proofs = denials.of(zone.get()).orElseThrow();
    return rcode.equals(Rcode.NXDOMAIN)
        ? proofs.nameAbsent(name)
        : proofs.typeAbsent(name, question.type());
  }

  /** Secure if the delegation is: its DS are there, authentic (RFC 4035 §3.1.4). */
  private Verdict referral(Name cut, List<ZoneTrust.Checked> authority, Denials denials) {
    if (cut.isRoot()) {
      return Verdict.of(Reason.INCONSISTENT, "a referral to the root");
    }
    boolean signed = authority.stream().anyMatch(one -> one.signed().is(cut, RecordType.DS));
    if (signed) {
      return Verdict.SECURE;
    }
    Optional<Name> zone = denials.zoneOf(cut.parent());
    if (zone.isEmpty()) {
      Verdict verdict = chain.enclosing(cut.parent()).verdict();
      return verdict.isSecure() ? Proofs.missing(cut) : verdict;
    }
    Proofs proofs = denials.of(zone.get()).orElseThrow();
    if (proofs.isUnsignedCut(cut)) {
      return Verdict.of(Reason.UNSIGNED_DELEGATION, cut);
    }
    // A name that is shown to be no cut cannot be referred to; one that opted out can.
    Verdict verdict = proofs.typeAbsent(cut, RecordType.DS);
    return verdict.isSecure() ? Verdict.of(Reason.INCONSISTENT, cut + " is no zone") : verdict;
  }
}
