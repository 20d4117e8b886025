package org.polderdns.server.cli;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredNode;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.answer.AnswerRRset;
import org.polderdns.zone.file.ZoneFileWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code export-zone}: a master file that {@code load-zone} takes back. With {@code --signed} it is
 * the zone as it is served, with all signatures and proofs.
 */
@Command(name = "export-zone", description = "Print a zone as a master file, --signed as served")
final class ExportZone extends ZoneCommand {
  static final String SIGNED = "signed";

  private static final Comparator<RRset> SOA_FIRST = Comparator.comparingInt(
          (RRset set) -> set.type() == RecordType.SOA ? 0 : 1)
      .thenComparing(RRset::type);

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Option(names = "--" + SIGNED)
  private boolean signed;

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "Zone '%s' not found!");
    if (signed && Tool.isPresigned(located) && !isSignedAsStored(located)) {
      throw new CommandException(
          "Error: zone '" + zone + "' is presigned, and has no signature over its SOA");
    }
    ZoneFileWriter writer = ZoneFileWriter.absolute(tool().console().out());
    if (signed && !Tool.isPresigned(located)) {
      new SignedExport(tool(), located).write(writer::write);
    } else {
      ListedZone.whole(located, node -> {
        List<RRset> sets = node.rrsets();
        sets.stream().sorted(SOA_FIRST).forEach(set -> write(set, sets, writer));
      });
    }
    writer.flush();
    return 0;
  }

  private static boolean isSignedAsStored(ServedZone zone) {
    Name apex = zone.info().apex();
    @Nullable
    StoredNode node = zone.backend().lookup(zone.info(), List.of(apex)).get(apex);
    return node != null
        && node.rrsets().stream()
            .anyMatch(rrset ->
                rrset.type() == RecordType.RRSIG && AnswerRRset.covers(rrset, RecordType.SOA));
  }

  /** Writes an RRset; each signature with the TTL of what it covers (RFC 4034 §3). */
  private static void write(RRset rrset, List<RRset> node, ZoneFileWriter writer) {
    if (rrset.type() != RecordType.RRSIG) {
      writer.write(rrset);
      return;
    }
    for (Octets rdata : rrset.rdatas()) {
      long ttl = node.stream()
          .filter(other -> other.type().code() == rdata.u16(0))
          .mapToLong(RRset::ttl)
          .findFirst()
          .orElse(rrset.ttl());
      writer.write(rrset.owner(), ttl, rrset.rclass(), rrset.type(), rdata);
    }
  }
}
