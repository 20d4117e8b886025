package org.polderdns.server.cli;

import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disable-dnssec}. */
@Command(
    name = "disable-dnssec",
    description = "Delete the keys of a zone with all that is set about its signing")
final class DisableDnssec extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    String failure = "\nCannot disable DNSSEC on " + zone;
    ServedZone located = tool()
        .stores()
        .find(Tool.zoneName(zone))
        .orElseThrow(() -> new CommandException("No such zone in the database" + failure));
    try (SigningChange change = SigningChange.begin(tool(), located)) {
      if (change.keyring().isEmpty()) { // signatures made elsewhere stay what they are
        throw new CommandException("No keys for zone '" + zone + "'." + failure);
      }
      for (StoredKey key : change.keys().all()) {
        change.keys().remove(key.id());
      }
      change.set(SigningChange.NSEC3PARAM);
      change.set(SigningChange.NSEC3NARROW);
      change.set(SigningChange.PRESIGNED);
      change.rectify();
      change.commit();
    }
    return 0;
  }
}
