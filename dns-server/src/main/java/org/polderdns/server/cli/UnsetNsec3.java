package org.polderdns.server.cli;

import org.polderdns.backend.ServedZone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code unset-nsec3}; the zone is rectified with it. */
@Command(name = "unset-nsec3", description = "Prove what is absent by NSEC again")
final class UnsetNsec3 extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "No such zone in the database");
    try (SigningChange change = SigningChange.begin(tool(), located)) {
      change.set(SigningChange.NSEC3PARAM);
      change.set(SigningChange.NSEC3NARROW);
      String done = change.rectify();
      change.commit();
      tool().say("Done");
      tool().say(done);
    }
    return 0;
  }
}
