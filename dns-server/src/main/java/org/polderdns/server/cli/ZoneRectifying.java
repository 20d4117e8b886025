package org.polderdns.server.cli;

import org.polderdns.backend.ServedZone;

/** Sets right what stores make of the records of zones. */
final class ZoneRectifying {
  private ZoneRectifying() {}

  /**
   * Rectifies a zone and returns what was done, for people.
   *
   * @throws CommandException if it may not be
   */
  static String run(Tool tool, ServedZone zone) {
    String name = Tool.shown(zone.info().apex());
    try (SigningChange change = SigningChange.beginWithoutUse(tool, zone)) {
      if (IncreaseSerial.soa(change.transaction()).isEmpty()) {
        throw noSoa(name);
      }
      if (change.isPresigned()) {
        throw new CommandException(
            "Rectify presigned zone '" + name + "' is not allowed/necessary.");
      }
      if (change.keyring().isEmpty()) { // else its order is our own, if its records are not
        tool.guard(zone, name);
      }
      String done = change.rectify();
      change.commit();
      return done;
    }
  }

  static CommandException noSoa(String zone) {
    return new CommandException("No SOA known for '" + zone + "', is such a zone in the database?");
  }
}
