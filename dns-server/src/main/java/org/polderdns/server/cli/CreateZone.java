package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code create-zone}. */
@Command(name = "create-zone", description = "Make a zone with an SOA, and an NS record if named")
final class CreateZone extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "nsname", arity = "0..1", defaultValue = "")
  private String server = "";

  @Override
  int run() {
    Name apex = Tool.zoneName(zone);
    if (tool().stores().find(apex).isPresent()) {
      throw new CommandException("Zone '" + zone + "' exists already");
    }
    long ttl = tool().settings().number("default-ttl");
    Changeset.Builder changes = Changeset.of(apex).add(RRset.of(apex, ttl, soa(apex)));
    if (!server.isEmpty()) {
      changes.add(
          RRset.of(apex, ttl, new Rdata(RecordType.NS, Tool.zoneName(server).toOctets())));
    }
    Backend store = tool().stores().writable();
    tool().say("Creating empty zone '" + zone + "'");
    if (!server.isEmpty()) {
      tool().print("Also adding one NS record");
    }
    try (ZoneTransaction tx = Tool.writing(store).begin(apex)) {
      tx.create(ZoneKind.NATIVE);
      tx.apply(changes.build());
      tx.setMetadata("SOA-EDIT-API", List.of("DEFAULT"));
      tx.commit();
    }
    return 0;
  }

  /** {@code default-soa-content}, in which {@code @} stands for the zone. */
  private Rdata soa(Name apex) {
    String name = apex.isRoot() ? "" : Tool.shown(apex);
    String content = tool().settings().text("default-soa-content");
    String filled = apex.isRoot() ? content.replace(".@", ".") : content.replace("@", name);
    try {
      return Rdata.parse(RecordType.SOA, filled);
    } catch (PresentationFormatException e) {
      throw new CommandException("default-soa-content is no SOA: " + e.getMessage());
    }
  }
}
