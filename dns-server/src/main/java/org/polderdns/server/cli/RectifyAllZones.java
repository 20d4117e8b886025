package org.polderdns.server.cli;

import org.polderdns.backend.Backend;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rectify-all-zones}: those that are served, neither secondary nor signed elsewhere. */
@Command(name = "rectify-all-zones", description = "Rectify all zones")
final class RectifyAllZones extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "quiet", arity = "0..1", defaultValue = "")
  private String mode = "";

  private int rectified;
  private int errors;

  @Override
  int run() {
    if (!mode.isEmpty() && !mode.equals("quiet")) {
      throw new UsageException("unknown word '" + mode + "', expected quiet");
    }
    for (Backend backend : tool().stores().backends()) {
      backend.capability(ZoneListing.class).ifPresent(listing -> {
        for (ZoneInfo info : listing.servedZones()) {
          rectify(new ServedZone(backend, info));
        }
      });
    }
    if (mode.isEmpty()) {
      tool().print("Rectified " + rectified + " zones.");
    }
    return errors > 0 ? 1 : 0;
  }

  private void rectify(ServedZone zone) {
    boolean elsewhere = zone.info().kind().isSecondary() || Tool.isPresigned(zone);
    if (elsewhere && !tool().force()) {
      return;
    }
    String start = "Rectifying " + Tool.shown(zone.info().apex()) + ": ";
    try {
      String done = ZoneRectifying.run(tool(), zone);
      rectified++;
      if (mode.isEmpty()) {
        tool().say(start + done);
      }
    } catch (CommandException e) {
      tool().console().err().println(start + e.getMessage());
      errors++;
    }
  }
}
