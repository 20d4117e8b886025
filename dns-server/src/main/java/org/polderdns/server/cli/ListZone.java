package org.polderdns.server.cli;

import java.util.Set;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredRow;
import org.polderdns.records.RRset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code list-zone}: one line a record, tabs between its parts, owners without their last dot. */
@Command(name = "list-zone", description = "Print the records of a zone")
final class ListZone extends ZoneCommand {
  /** Types whose content gets the last dot that stores leave out. */
  private static final Set<String> DOTTED = Set.of("NS", "MX", "SRV", "CNAME");

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "Zone '%s' not found!");
    Backend backend = located.backend();
    tool().print("$ORIGIN .");
    if (backend.capability(RowListing.class).isPresent()) {
      backend.capability(RowListing.class).get().rows(located.info(), row -> {
        if (!row.type().isEmpty() && !row.disabled()) {
          tool().print(line(row));
        }
      });
    } else {
      backend
          .capability(RecordListing.class)
          .orElseThrow(() -> new StoreException(backend.name(), "records cannot be listed"))
          .list(located.info(), node -> node.rrsets().forEach(this::print));
    }
    return 0;
  }

  private static String line(StoredRow row) {
    boolean prioritised = row.type().equals("MX") || row.type().equals("SRV");
    String content = prioritised ? row.priority() + " " + row.content() : row.content();
    return line(row.owner(), row.ttl(), row.type(), content);
  }

  private void print(RRset rrset) {
    for (int i = 0; i < rrset.size(); i++) {
      String type = rrset.type().toString();
      tool()
          .print(line(
              rrset.owner().toString(),
              Long.toString(rrset.ttl()),
              type,
              Contents.print(rrset.rdata(i))));
    }
  }

  private static String line(String owner, String ttl, String type, String content) {
    boolean dot = DOTTED.contains(type) && !content.endsWith(".");
    return Contents.withoutDot(owner)
        + '\t'
        + ttl
        + "\tIN\t"
        + type
        + '\t'
        + content
        + (dot ? "." : "");
  }
}
