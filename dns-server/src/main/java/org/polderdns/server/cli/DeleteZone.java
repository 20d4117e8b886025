package org.polderdns.server.cli;

import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneTransaction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code delete-zone}. */
@Command(name = "delete-zone", description = "Delete a zone with all that is kept of it")
final class DeleteZone extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "Zone '%s' not found!");
    try (ZoneTransaction tx =
        Tool.writing(located.backend()).begin(located.info().apex())) {
      tx.delete();
      tx.commit();
    }
    return 0;
  }
}
