package org.polderdns.server.cli;

import org.polderdns.backend.ServedZone;
import picocli.CommandLine.Parameters;

/** A verb about one key of a zone. */
abstract class KeyCommand extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "KEY-ID")
  private String id = "";

  /** The zone as typed. */
  String zone() {
    return zone;
  }

  /** The store's number of the key, over 0. */
  long id() {
    if (!id.matches("[0-9]{1,18}") || Long.parseLong(id) == 0) {
      throw new CommandException("Invalid KEY-ID '" + id + "'");
    }
    return Long.parseLong(id);
  }

  CommandException noKey() {
    return new CommandException("Can't find a key with id " + id() + " for zone '" + zone + "'");
  }

  ServedZone located() {
    return tool().stores().find(Tool.zoneName(zone)).orElseThrow(this::noKey);
  }
}
