package org.polderdns.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code list-all-zones}. */
@Command(
    name = "list-all-zones",
    description = "List the zones served, with -v those without SOA too")
final class ListAllZones extends ZoneCommand {
  @Parameters(
      index = "0",
      paramLabel = "primary|secondary|native|producer|consumer",
      arity = "0..1",
      defaultValue = "")
  private String kind = "";

  @Override
  int run() {
    Optional<ZoneKind> wanted = ZoneKind.parse(kind);
    if (!kind.isEmpty() && wanted.isEmpty()) {
      throw new CommandException(
          "Syntax: "
              + tool().program().text()
              + " list-all-zones [primary|secondary|native|producer|consumer]",
          2);
    }
    int count = 0;
    for (Backend backend : tool().stores().backends()) {
      Optional<ZoneListing> listing = backend.capability(ZoneListing.class);
      if (listing.isEmpty()) {
        continue;
      }
      List<ZoneInfo> zones =
          tool().verbose() ? listing.get().zones() : listing.get().servedZones();
      for (ZoneInfo zone : zones) {
        if (wanted.isEmpty() || wanted.get() == zone.kind()) {
          tool().print(Tool.shown(zone.apex()));
          count++;
        }
      }
    }
    if (tool().verbose()) {
      tool()
          .print((kind.isEmpty() ? "All" : kind.toLowerCase(Locale.ROOT)) + " zonecount: " + count);
    }
    return 0;
  }
}
