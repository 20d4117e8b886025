package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.ServedZone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rectify-zone}: zones that cannot be rectified do not hinder those behind them. */
@Command(
    name = "rectify-zone",
    description = "Set right the order and authority that stores keep of records")
final class RectifyZone extends ZoneCommand {
  @Parameters(index = "0..*", paramLabel = "ZONE", arity = "1..*")
  private List<String> zones = new ArrayList<>();

  @Override
  int run() {
    int status = 0;
    for (String zone : zones) {
      try {
        ServedZone located =
            tool().stores().find(Tool.zoneName(zone)).orElseThrow(() -> ZoneRectifying.noSoa(zone));
        tool().say(ZoneRectifying.run(tool(), located));
      } catch (CommandException e) {
        tool().console().err().println(e.getMessage());
        status = 1;
      }
    }
    return status;
  }
}
