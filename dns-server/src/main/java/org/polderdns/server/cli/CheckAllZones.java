package org.polderdns.server.cli;

import java.util.HashMap;
import java.util.Map;
import org.polderdns.backend.ServedZone;
import org.polderdns.wire.Name;
import org.polderdns.zone.check.ZoneCheckResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check-all-zones}. */
@Command(name = "check-all-zones", description = "Check all zones for errors")
final class CheckAllZones extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "exit-on-error", arity = "0..1", defaultValue = "")
  private String mode = "";

  @Override
  int run() {
    if (!mode.isEmpty() && !mode.equals("exit-on-error")) {
      throw new UsageException("unknown word '" + mode + "', expected exit-on-error");
    }
    Map<Name, String> seen = new HashMap<>();
    int zones = 0;
    int bad = 0;
    for (ServedZone located : tool().stores().all()) {
      zones++;
      ZoneCheckResult result = CheckZone.check(tool(), located);
      result.lines().forEach(tool()::print);
      boolean failed = result.errors() > 0;
      String other = seen.putIfAbsent(located.info().apex(), located.backend().name());
      if (other != null) {
        failed = true;
        tool()
            .print("[Error] Zone '"
                + Tool.shown(located.info().apex())
                + "' of backend "
                + located.backend().name()
                + " is in backend "
                + other
                + " too, which answers for it");
      }
      if (failed) {
        bad++;
        if (!mode.isEmpty()) {
          return 1;
        }
      }
    }
    tool().print("Checked " + zones + " zones, " + bad + " had errors.");
    return bad > 0 ? 1 : 0;
  }
}
