package org.polderdns.server.cli;

import org.polderdns.backend.Backend;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code rectify-all-zones}: those that are served. Of each that may not be rectified it is told,
 * only a secondary zone without keys is no error.
 */
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
    boolean loud = mode.isEmpty();
    String start = loud ? "Rectifying " + Tool.shown(zone.info().apex()) + ": " : "";
    if (isLeft(zone)) {
      if (loud) {
        tool().say(start + "left as it came from its primaries, it has no keys here");
      }
      return;
    }
    try {
      String done = ZoneRectifying.run(tool(), zone);
      rectified++;
      if (loud) {
        tool().say(start + done);
      }
    } catch (CommandException e) {
      tool().console().err().println(start + e.getMessage());
      errors++;
    }
  }

  private boolean isLeft(ServedZone zone) {
    return zone.info().kind().isSecondary()
        && !tool().force()
        && tool().keyring(zone).isEmpty()
        && !Tool.isPresigned(zone);
  }
}
