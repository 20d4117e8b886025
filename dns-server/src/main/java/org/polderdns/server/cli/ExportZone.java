package org.polderdns.server.cli;

import java.util.Comparator;
import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.records.RRset;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code export-zone}: a master file that {@code load-zone} takes back. */
@Command(name = "export-zone", description = "Print a zone as a master file")
final class ExportZone extends ZoneCommand {
  private static final Comparator<RRset> SOA_FIRST = Comparator.comparingInt(
          (RRset set) -> set.type() == RecordType.SOA ? 0 : 1)
      .thenComparing(RRset::type);

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "Zone '%s' not found!");
    Backend backend = located.backend();
    RecordListing listing = backend
        .capability(RecordListing.class)
        .orElseThrow(() -> new StoreException(backend.name(), "records cannot be listed"));
    ZoneFileWriter writer = ZoneFileWriter.absolute(tool().console().out());
    listing.list(located.info(), node -> {
      if (!node.broken().isEmpty()) {
        throw new CommandException(
            "Error: " + node.owner() + " " + node.broken() + " cannot be read: see check-zone");
      }
      List<RRset> sets = node.rrsets().stream().sorted(SOA_FIRST).toList();
      sets.forEach(writer::write);
    });
    writer.flush();
    return 0;
  }
}
