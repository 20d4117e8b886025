package org.polderdns.dnssec.validate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.KeyTags;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.sign.RRsetVerifier;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Question;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.wire.WireFormatException;

/**
 * The way from a trust anchor down to a name, delegation by delegation (RFC 4035 §5.2). What is
 * found is kept for one validation.
 */
final class TrustChain {
  /** Of a zone with more keys the others are not looked at, nor are more of its DS records. */
  private static final int MAX_KEYS = 64;

  private final TrustAnchors anchors;
  private final AnswerSource source;
  private final Instant now;
  private final int maxIterations;
  private final Work work;
  private final Map<Name, ZoneTrust> known = new HashMap<>();

  TrustChain(TrustAnchors anchors, AnswerSource source, Instant now, int maxIterations, Work work) {
    this.anchors = anchors;
    this.source = source;
    this.now = now;
    this.maxIterations = maxIterations;
    this.work = work;
  }

  /** The zone that a name's data are in, as far as signatures lead. */
  ZoneTrust enclosing(Name name) {
    Optional<RRset> anchor = anchors.closest(name);
    if (anchor.isEmpty()) {
      return ZoneTrust.not(Name.ROOT, Reason.NO_ANCHOR, name);
    }
    Name zone = anchor.get().owner();
    ZoneTrust trust = known.get(zone);
    if (trust == null) {
      trust = fromAnchor(anchor.get());
      known.put(zone, trust);
    }
    for (int labels = zone.labelCount() + 1; labels <= name.labelCount(); labels++) {
      Name next = name.suffix(labels);
      ZoneTrust found = known.get(next);
      if (found == null) {
        found = trust.verdict().isSecure() ? delegation(trust, next) : trust;
        known.put(next, found);
      }
      trust = found;
    }
    return trust;
  }

  private ZoneTrust fromAnchor(RRset anchor) {
    return anchor.type() == RecordType.DS
        ? keys(anchor.owner(), anchor.rdatas(), List.of())
        : keys(anchor.owner(), List.of(), anchor.rdatas());
  }

  /** What a zone says of a name below it: that it is a zone of its own, or is not. */
  private ZoneTrust delegation(ZoneTrust parent, Name name) {
    Optional<Message> answer = ask(name, RecordType.DS);
    if (answer.isEmpty()) {
      return ZoneTrust.not(name, Reason.PROOF_MISSING, name + " DS");
    }
    List<SignedRRset> data = SignedRRset.of(answer.get(), Section.ANSWER);
    Optional<SignedRRset> ds = SignedRRset.find(data, name, RecordType.DS);
    if (ds.isPresent()) {
      ZoneTrust.Checked checked = parent.check(ds.get(), now, work);
      if (!checked.verdict().isSecure() || checked.isExpanded()) {
        return new ZoneTrust(name, checked.verdict().and(wrong(checked, name)), null);
      }
      return keys(name, ds.get().rrset().rdatas(), List.of());
    }
    List<ZoneTrust.Checked> authority = SignedRRset.of(answer.get(), Section.AUTHORITY).stream()
        .filter(SignedRRset::isDenial)
        .map(one -> parent.check(one, now, work))
        .toList();
    Denials denials = new Denials(authority, maxIterations, work);
    return isAlias(data, name, parent, denials)
        ? parent
        : denials
            .of(parent.zone())
            .map(proofs -> undelegated(parent, name, proofs))
            .orElseGet(() -> ZoneTrust.not(name, Reason.PROOF_MISSING, name + " DS"));
  }

  private static Verdict wrong(ZoneTrust.Checked checked, Name name) {
    return checked.isExpanded()
        ? Verdict.of(Reason.INCONSISTENT, name + " DS of a wildcard")
        : checked.verdict();
  }

  /** A name with a CNAME, or below a DNAME, is no zone. */
  private boolean isAlias(List<SignedRRset> data, Name name, ZoneTrust parent, Denials denials) {
    return data.stream()
        .filter(one -> one.is(name, RecordType.CNAME)
            || one.type() == RecordType.DNAME && name.isBelow(one.owner()))
        .map(one -> parent.check(one, now, work))
        .anyMatch(checked -> checked.verdict().isSecure()
            && (!checked.isExpanded()
                || denials
                    .of(parent.zone())
                    .filter(
                        proofs -> !proofs.closerAbsent(name, checked.labels()).isBogus())
                    .isPresent()));
  }

  private static ZoneTrust undelegated(ZoneTrust parent, Name name, Proofs proofs) {
    if (proofs.isUnsignedCut(name)) {
      return ZoneTrust.not(name, Reason.UNSIGNED_DELEGATION, name);
    }
    Verdict verdict = proofs.typeAbsent(name, RecordType.DS);
    if (verdict.isBogus()) {
      verdict = proofs.nameAbsent(name);
    }
    return verdict.isSecure() ? parent : new ZoneTrust(name, verdict, null);
  }

  /** The keys of a zone, authentic by its DS records or by keys that are known. */
  private ZoneTrust keys(Name zone, List<Octets> dsRecords, List<Octets> anchored) {
    List<Ds> usable = usable(dsRecords);
    boolean supported = !usable.isEmpty()
        || anchored.stream().anyMatch(key -> SigningAlgorithm.of(key.at(3)).isPresent());
    if (!supported) {
      return ZoneTrust.not(zone, Reason.UNSUPPORTED, zone);
    }
    Optional<SignedRRset> dnskeys = ask(zone, RecordType.DNSKEY)
        .flatMap(answer ->
            SignedRRset.find(SignedRRset.of(answer, Section.ANSWER), zone, RecordType.DNSKEY));
    if (dnskeys.isEmpty() || dnskeys.get().rrset().size() > MAX_KEYS) {
      return ZoneTrust.not(zone, Reason.KEY_MISSING, zone + " DNSKEY");
    }
    RRset all = dnskeys.get().rrset();
    List<Octets> entries = all.rdatas().stream()
        .filter(key -> anchored.contains(key) || isDigested(zone, key, usable))
        .toList();
    if (entries.isEmpty()) {
      return ZoneTrust.not(zone, Reason.KEY_MISSING, zone + " DNSKEY of its DS");
    }
    RRset entryPoints = RRset.of(zone, RecordType.DNSKEY, all.ttl(), entries);
    ZoneTrust.Checked checked = new ZoneTrust(
            zone, Verdict.SECURE, RRsetVerifier.of(zone, entryPoints))
        .check(dnskeys.get(), now, work);
    return checked.verdict().isSecure()
        ? new ZoneTrust(zone, Verdict.SECURE, RRsetVerifier.of(zone, all))
        : new ZoneTrust(zone, checked.verdict(), null);
  }

  /** Those of known algorithms; of SHA-1 only if there is no better digest (RFC 4509 §3). */
  private static List<Ds> usable(List<Octets> rdatas) {
    List<Ds> usable = new ArrayList<>();
    for (Octets rdata : rdatas.subList(0, Math.min(rdatas.size(), MAX_KEYS))) {
      try {
        Ds ds = Ds.FORMAT.read(rdata);
        if (SigningAlgorithm.of(ds.algorithm()).isPresent()
            && DigestType.of(ds.digestType()).isPresent()) {
          usable.add(ds);
        }
      } catch (WireFormatException e) {
        // No DS.
      }
    }
    int sha1 = DigestType.SHA1.number();
    boolean better = usable.stream().anyMatch(ds -> ds.digestType() != sha1);
    return usable.stream().filter(ds -> !better || ds.digestType() != sha1).toList();
  }

  private static boolean isDigested(Name zone, Octets key, List<Ds> usable) {
    try {
      Dnskey dnskey = Dnskey.FORMAT.read(key);
      int tag = KeyTags.of(key);
      return usable.stream()
          .filter(ds -> ds.keyTag() == tag && ds.algorithm() == dnskey.algorithm())
          .anyMatch(ds -> DigestType.of(ds.digestType())
              .filter(type -> type.ds(zone, dnskey).equals(ds))
              .isPresent());
    } catch (WireFormatException e) {
      return false;
    }
  }

  private Optional<Message> ask(Name name, RecordType type) {
    work.question();
    return source.ask(Question.of(name, type));
  }
}
