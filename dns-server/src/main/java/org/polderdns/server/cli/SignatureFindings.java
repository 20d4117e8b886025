package org.polderdns.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.zone.ZoneDigest;
import org.polderdns.dnssec.zone.ZoneValidator;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.check.Finding;
import org.polderdns.zone.check.Finding.Severity;
import org.polderdns.zone.compiled.CompiledZone;

/** What {@code check-zone} finds in the signatures and the digest that are stored with a zone. */
final class SignatureFindings {
  /** Signatures that end sooner are told of: time for an operator to see to it, over a weekend. */
  private static final Duration MARGIN = Duration.ofDays(3);

  private static final int SHOWN = 20;

  private SignatureFindings() {}

  /** Nothing for zones that have neither. */
  static List<Finding> of(Tool tool, ServedZone zone, Instant now) {
    boolean presigned = Tool.isPresigned(zone);
    Name apex = zone.info().apex();
    if (!presigned && Tool.atApex(zone, RecordType.ZONEMD).isEmpty()) {
      return List.of();
    }
    List<RRset> all = new ArrayList<>();
    ListedZone.readable(zone, node -> all.addAll(node.rrsets()));
    if (!presigned) {
      return digest(tool, zone, CompiledZone.of(apex, all));
    }
    boolean chained = all.stream().anyMatch(SignatureFindings::isDenial);
    ZoneValidator validator = ZoneValidator.at(now).withMargin(MARGIN);
    List<Finding> findings = chained
        ? validator.validate(apex, CompiledZone.of(apex, all).nodes())
        : validator
            .withoutDenial()
            .validate(apex, CompiledZone.of(apex, withoutDenial(all)).nodes());
    return shortened(findings);
  }

  private static boolean isDenial(RRset rrset) {
    return isDenial(rrset.type());
  }

  private static boolean isDenial(RecordType type) {
    return type == RecordType.NSEC || type == RecordType.NSEC3;
  }

  /** Stores of other programs keep the signatures of the chain, and not the chain. */
  private static List<RRset> withoutDenial(List<RRset> all) {
    List<RRset> kept = new ArrayList<>();
    for (RRset rrset : all) {
      if (rrset.type() != RecordType.RRSIG) {
        kept.add(rrset);
        continue;
      }
      List<Octets> rdatas = rrset.rdatas().stream()
          .filter(rdata -> !isDenial(RecordType.of(rdata.u16(0))))
          .toList();
      if (!rdatas.isEmpty()) {
        kept.add(RRset.of(rrset.owner(), RecordType.RRSIG, rrset.ttl(), rdatas));
      }
    }
    return kept;
  }

  private static List<Finding> digest(Tool tool, ServedZone zone, CompiledZone contents) {
    String shown = Tool.shown(zone.info().apex());
    if (contents.apexNode().rrset(RecordType.SOA).isEmpty()) {
      return List.of(); // told already
    }
    if (tool.keyring(zone).isSigning()) {
      return List.of(new Finding(
          Severity.WARNING,
          "ZONEMD of zone '" + shown
              + "', which is signed here, is right in export-zone --signed only"));
    }
    return switch (ZoneDigest.verify(zone.info().apex(), contents.nodes())) {
      case NONE, VALID -> List.of();
      case UNUSABLE ->
        List.of(new Finding(
            Severity.WARNING,
            "ZONEMD of zone '" + shown + "' is for another serial, or of a kind unknown here"));
      case INVALID ->
        List.of(new Finding(
            Severity.ERROR, "ZONEMD of zone '" + shown + "' is not the digest of the zone"));
    };
  }

  /** Errors first, and no more than a few. */
  private static List<Finding> shortened(List<Finding> all) {
    List<Finding> findings = new ArrayList<>(all);
    findings.sort(Comparator.comparing(Finding::severity));
    if (findings.size() <= SHOWN) {
      return findings;
    }
    List<Finding> few = new ArrayList<>(findings.subList(0, SHOWN));
    few.add(new Finding(
        findings.get(SHOWN).severity(),
        "and " + (findings.size() - SHOWN) + " more about signatures"));
    return few;
  }
}
