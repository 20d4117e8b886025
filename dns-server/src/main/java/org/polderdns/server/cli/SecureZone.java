package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.ServedZone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code secure-zone}: zones that cannot be signed do not hinder those behind them. */
@Command(name = "secure-zone", description = "Sign zones by new keys")
final class SecureZone extends ZoneCommand {
  @Parameters(index = "0..*", paramLabel = "ZONE", arity = "1..*")
  private List<String> zones = new ArrayList<>();

  @Override
  int run() {
    ZoneSecuring securing = new ZoneSecuring(tool());
    int status = 0;
    for (String zone : zones) {
      Optional<ServedZone> located = tool().stores().find(Tool.zoneName(zone));
      if (located.isEmpty()) {
        tool().console().err().println("Can't find a zone called '" + zone + "'");
        status = 1;
      } else if (!securing.secure(located.get(), false)) {
        status = 1;
      }
    }
    return status;
  }
}
