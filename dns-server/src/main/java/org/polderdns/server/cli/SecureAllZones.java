package org.polderdns.server.cli;

import org.polderdns.backend.Backend;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code secure-all-zones}: those that are served and not signed. */
@Command(name = "secure-all-zones", description = "Sign all zones that are not signed by new keys")
final class SecureAllZones extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "increase-serial", arity = "0..1", defaultValue = "")
  private String mode = "";

  private int secured;
  private int errors;

  @Override
  int run() {
    if (!mode.isEmpty() && !mode.equals("increase-serial")) {
      throw new UsageException("unknown word '" + mode + "', expected increase-serial");
    }
    ZoneSecuring securing = new ZoneSecuring(tool());
    for (Backend backend : tool().stores().backends()) {
      backend.capability(ZoneListing.class).ifPresent(listing -> {
        for (ZoneInfo zone : listing.servedZones()) {
          secure(securing, new ServedZone(backend, zone));
        }
      });
    }
    tool().print("Secured: " + secured + " zones. Errors: " + errors);
    return errors > 0 ? 1 : 0;
  }

  private void secure(ZoneSecuring securing, ServedZone zone) {
    if (tool().isSecure(zone)) {
      return;
    }
    tool().console().out().print("Securing " + Tool.shown(zone.info().apex()) + ": ");
    try {
      if (securing.secure(zone, !mode.isEmpty())) {
        secured++;
      } else {
        errors++;
      }
    } catch (StoreException | CommandException e) {
      tool().console().out().println();
      tool().console().err().println(e.getMessage());
      errors++;
    }
  }
}
