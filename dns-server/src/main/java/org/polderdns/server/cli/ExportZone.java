package org.polderdns.server.cli;

import java.util.Comparator;
import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.records.RRset;
import org.polderdns.wire.RecordType;
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
    ZoneFileWriter writer = ZoneFileWriter.absolute(tool().console().out());
    if (signed && !Tool.isPresigned(located)) {
      new SignedExport(tool(), located).write(writer::write);
    } else {
      ListedZone.whole(located, node -> {
        List<RRset> sets = node.rrsets().stream().sorted(SOA_FIRST).toList();
        sets.forEach(writer::write);
      });
    }
    writer.flush();
    return 0;
  }
}
