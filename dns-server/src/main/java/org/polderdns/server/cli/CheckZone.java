package org.polderdns.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredRow;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.dnssec.online.ZoneSigningException;
import org.polderdns.records.RRset;
import org.polderdns.server.dnssec.StoredSigning;
import org.polderdns.wire.Name;
import org.polderdns.zone.check.Finding;
import org.polderdns.zone.check.ZoneCheck;
import org.polderdns.zone.check.ZoneCheckResult;
import org.polderdns.zone.check.ZoneRow;
import org.polderdns.zone.file.ZoneRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check-zone}. */
@Command(name = "check-zone", description = "Check a zone for errors")
final class CheckZone extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    Name apex = Tool.zoneName(zone);
    Optional<ServedZone> located = tool().stores().find(apex);
    if (located.isEmpty()) {
      tool().print("[Error] Unable to get zone information for zone '" + zone + "'");
      return 1;
    }
    ZoneCheckResult result = check(tool(), located.get());
    result.lines().forEach(tool()::print);
    return result.errors() > 0 ? 1 : 0;
  }

  /** Checks a zone as its store has it. */
  static ZoneCheckResult check(Tool tool, ServedZone located) {
    ZoneCheckResult rows = ZoneCheck.of(located.info().apex())
        .withMetadata(Tool.metadata(located))
        .withKeys(!tool.keyring(located).isEmpty())
        .withDirectDnskey(tool.settings().yes("direct-dnskey"))
        .withMaxNsec3Iterations(tool.settings().number("max-nsec3-iterations"))
        .withFiles(file -> Files.exists(Path.of(file)))
        .run(rows(located));
    List<Finding> findings = new ArrayList<>(rows.findings());
    unsignable(tool, located)
        .ifPresent(reason -> findings.add(new Finding(Finding.Severity.ERROR, reason)));
    findings.addAll(SignatureFindings.of(tool, located, Instant.now()));
    return new ZoneCheckResult(rows.zone(), rows.records(), findings);
  }

  /** Why a zone that has active keys cannot be signed, if that is so. */
  private static Optional<String> unsignable(Tool tool, ServedZone located) {
    Optional<KeyListing> store =
        located.backend().capability(KeyListing.class).filter(KeyListing::areUsed);
    if (store.isEmpty()) {
      return Optional.empty();
    }
    Name apex = located.info().apex();
    try {
      Optional<ZoneSigning> signing = StoredSigning.of(
          apex,
          store.get().keys(apex),
          Tool.metadata(located),
          StoredSigning.defaults(tool.settings()),
          Clock.systemUTC());
      assert signing.isEmpty() || signing.get().apex().equals(apex);
      return Optional.empty();
    } catch (ZoneSigningException e) {
      return Optional.of("The zone cannot be signed: " + e.getMessage());
    }
  }

  private static List<ZoneRow> rows(ServedZone located) {
    List<ZoneRow> rows = new ArrayList<>();
    Backend backend = located.backend();
    Optional<RowListing> listing = backend.capability(RowListing.class);
    if (listing.isPresent()) {
      listing.get().rows(located.info(), row -> rows.add(row(row)));
    } else {
      backend
          .capability(RecordListing.class)
          .orElseThrow(() -> new StoreException(backend.name(), "records cannot be listed"))
          .list(located.info(), node -> node.rrsets().forEach(set -> add(rows, set)));
    }
    return rows;
  }

  private static void add(List<ZoneRow> rows, RRset rrset) {
    for (int i = 0; i < rrset.size(); i++) {
      rows.add(ZoneRow.of(ZoneRecord.of(rrset.owner(), rrset.ttl(), rrset.rdata(i))));
    }
  }

  private static ZoneRow row(StoredRow row) {
    return new ZoneRow(
        row.owner(),
        row.type(),
        row.ttl(),
        row.content(),
        row.priority(),
        row.disabled(),
        row.auth() ? ZoneRow.Auth.YES : ZoneRow.Auth.NO);
  }
}
