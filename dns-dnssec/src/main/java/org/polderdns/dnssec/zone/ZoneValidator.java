package org.polderdns.dnssec.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.sign.RRsetVerifier;
import org.polderdns.records.RRset;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.records.rr.Soa;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.check.Finding;

/**
 * Validates a signed zone as a whole: every signature, that each RRset has one by each algorithm
 * that signs the keys, the NSEC or NSEC3 chain with nothing missing and nothing too much, TTLs, how
 * long signatures last, and the zone's digest.
 *
 * <pre>{@code
 * List<Finding> findings =
 *     ZoneValidator.at(clock.instant()).withMargin(Duration.ofDays(3)).validate(apex, zone.nodes());
 * }</pre>
 *
 * <p>What makes answers bogus is an error. A warning is what does not yet, and a signature whose key
 * is not in the DNSKEY RRset, as there are during a rollover of the algorithm. Immutable.
 */
public final class ZoneValidator {
  private final Instant when;
  private final Duration margin;
  private final List<Ds> anchors;
  private final boolean denial;

  private ZoneValidator(Instant when, Duration margin, List<Ds> anchors, boolean denial) {
    this.when = when;
    this.margin = margin;
    this.anchors = anchors;
    this.denial = denial;
  }

  /** Validates as if it were that moment. */
  public static ZoneValidator at(Instant when) {
    return new ZoneValidator(when, Duration.ZERO, List.of(), true);
  }

  /** Warns of signatures that expire sooner. */
  public ZoneValidator withMargin(Duration least) {
    return new ZoneValidator(when, least, anchors, denial);
  }

  /** Wants the DNSKEY RRset signed by a key for which there is a DS. */
  public ZoneValidator withAnchors(List<Ds> ds) {
    return new ZoneValidator(when, margin, List.copyOf(ds), denial);
  }

  /** Does not look for NSEC and NSEC3 records, which some stores do not keep, nor at the digest. */
  public ZoneValidator withoutDenial() {
    return new ZoneValidator(when, margin, anchors, false);
  }

  /** As {@link #validate(Name, List, Executor, int)} in this thread. */
  public List<Finding> validate(Name apex, List<? extends ZoneNode> nodes) {
    return validate(apex, nodes, Runnable::run, 1);
  }

  /**
   * Validates a zone.
   *
   * @param nodes all of the zone in canonical order, the apex first, empty non-terminals included;
   *     read by several threads at once
   * @param threads how many threads of the executor work at once, at least 1
   * @return what is wrong; empty for a zone without fault
   */
  public List<Finding> validate(
      Name apex, List<? extends ZoneNode> nodes, Executor executor, int threads) {
    FindingList findings = new FindingList();
    try {
      validate(apex, nodes, executor, threads, findings);
    } catch (WireFormatException e) {
      findings.error(apex + " has a record that is not of its type: " + e.getMessage());
    }
    return findings.toList();
  }

  private void validate(
      Name apex,
      List<? extends ZoneNode> nodes,
      Executor executor,
      int threads,
      FindingList findings) {
    ZoneNode apexNode = nodes.get(0);
    Optional<RRset> soa = apexNode.rrset(RecordType.SOA);
    Optional<RRset> dnskeys = apexNode.rrset(RecordType.DNSKEY);
    if (soa.isEmpty() || dnskeys.isEmpty()) {
      findings.error(apex + " has no " + (soa.isEmpty() ? "SOA" : "DNSKEY"));
      return;
    }
    RRsetVerifier verifier = RRsetVerifier.of(apex, dnskeys.get());
    Set<Integer> algorithms =
        SignatureCheck.validAlgorithms(dnskeys.get(), apexNode, verifier, when);
    if (algorithms.isEmpty()) {
      findings.error(apex + " DNSKEY has no valid signature");
    }
    checkAnchors(apex, dnskeys.get(), apexNode, findings);
    ZoneLayout layout = ZoneLayout.of(apex, nodes);
    SignatureCheck signatures = new SignatureCheck(verifier, algorithms, when, margin);
    InOrder.run(
        nodes.size(),
        executor,
        threads,
        (from, to) -> {
          FindingList part = new FindingList();
          for (int i = from; i < to; i++) {
            signatures.check(nodes.get(i), layout.at(i), part);
          }
          return part;
        },
        findings::addAll);
    long minimum = Soa.FORMAT.read(soa.get().rdatas().get(0)).minimum();
    long ttl = Math.min(soa.get().ttl(), minimum);
    if (denial) {
      new ChainCheck(layout, ttl, executor, threads, findings).check();
      checkDigest(apex, nodes, findings); // which is over them too
    }
  }

  private void checkAnchors(Name apex, RRset dnskeys, ZoneNode apexNode, FindingList findings) {
    if (anchors.isEmpty()) {
      return;
    }
    List<Octets> vouched = dnskeys.rdatas().stream()
        .filter(rdata -> anchors.stream().anyMatch(ds -> matches(apex, ds, rdata)))
        .toList();
    if (vouched.isEmpty()) {
      findings.error(apex + " DNSKEY has no key that a DS is for");
      return;
    }
    RRsetVerifier verifier =
        RRsetVerifier.of(apex, RRset.of(apex, RecordType.DNSKEY, dnskeys.ttl(), vouched));
    if (SignatureCheck.validAlgorithms(dnskeys, apexNode, verifier, when).isEmpty()) {
      findings.error(apex + " DNSKEY is signed by no key that a DS is for");
    }
  }

  private static boolean matches(Name apex, Ds ds, Octets dnskey) {
    return DigestType.of(ds.digestType())
        .map(type -> type.ds(apex, Dnskey.FORMAT.read(dnskey)).equals(ds))
        .orElse(false);
  }

  private static void checkDigest(Name apex, List<? extends ZoneNode> nodes, FindingList findings) {
    switch (ZoneDigest.verify(apex, nodes)) {
      case NONE, VALID -> {}
      case UNUSABLE ->
        findings.warning(apex + " ZONEMD is for another serial, or of a kind unknown here");
      case INVALID -> findings.error(apex + " ZONEMD is not the digest of the zone");
    }
  }
}
