package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredRow;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code list-zone}: one line a record, tabs between its parts, owners without their last dot; in the
 * order of the store, or with -s in canonical order (RFC 4034 §6.1).
 */
@Command(name = "list-zone", description = "Print the records of a zone")
final class ListZone extends ZoneCommand {
  /** Types whose content gets the last dot that stores leave out. */
  private static final Set<String> DOTTED = Set.of("NS", "MX", "SRV", "CNAME");

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  /** A line that is yet to be printed, with what it is sorted by. */
  private record Line(Optional<Name> owner, String type, String text) {
    /** Lines of owners that are no names come last. */
    private static final Comparator<Line> ORDER = Comparator.comparing(
            (Line line) -> line.owner.isEmpty())
        .thenComparing(line -> line.owner.orElse(Name.ROOT))
        .thenComparing(Line::type)
        .thenComparing(Line::text);
  }

  private final List<Line> lines = new ArrayList<>();

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "Zone '%s' not found!");
    Backend backend = located.backend();
    tool().print("$ORIGIN .");
    if (backend.capability(RowListing.class).isPresent()) {
      backend.capability(RowListing.class).get().rows(located.info(), row -> {
        if (!row.type().isEmpty() && !row.disabled()) {
          print(row);
        }
      });
    } else {
      backend
          .capability(RecordListing.class)
          .orElseThrow(() -> new StoreException(backend.name(), "records cannot be listed"))
          .list(located.info(), node -> node.rrsets().forEach(this::print));
    }
    lines.sort(Line.ORDER);
    lines.forEach(line -> tool().print(line.text()));
    return 0;
  }

  private void print(StoredRow row) {
    boolean prioritised = row.type().equals("MX") || row.type().equals("SRV");
    String content = prioritised ? row.priority() + " " + row.content() : row.content();
    print(row.owner(), row.ttl(), row.type(), content);
  }

  private void print(RRset rrset) {
    for (int i = 0; i < rrset.size(); i++) {
      print(
          rrset.owner().toString(),
          Long.toString(rrset.ttl()),
          rrset.type().toString(),
          Contents.print(rrset.rdata(i)));
    }
  }

  private void print(String owner, String ttl, String type, String content) {
    String text = line(owner, ttl, type, content);
    if (tool().sort()) {
      lines.add(new Line(name(owner), type, text));
    } else {
      tool().print(text);
    }
  }

  private static Optional<Name> name(String owner) {
    try {
      return Optional.of(Name.parse(owner));
    } catch (PresentationFormatException e) {
      return Optional.empty();
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
