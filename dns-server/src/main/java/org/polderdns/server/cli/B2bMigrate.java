package org.polderdns.server.cli;

import org.polderdns.backend.Backend;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.migration.Migration;
import org.polderdns.backend.migration.MigrationListener;
import org.polderdns.backend.migration.MovedZone;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code b2b-migrate}: exit status 1 if something is not in the new store. */
@Command(
    name = "b2b-migrate",
    description = "Copy all that one store of launch has into another, empty one")
final class B2bMigrate extends ZoneCommand implements MigrationListener {
  @Parameters(index = "0", paramLabel = "OLD")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW")
  private String target = "";

  @Override
  int run() {
    Backend from = tool().backend(old, "Unknown source backend '%s'");
    Backend to = tool().backend(target, "Unknown target backend '%s'");
    tool().print("Moving zone(s) from " + old + " to " + target);
    if (to.capability(ZoneListing.class).map(has -> !has.zones().isEmpty()).orElse(false)) {
      throw new CommandException("Error: Target backend has zone(s), please clean it first");
    }
    Migration migration = new Migration(from, to, this);
    migration.check();
    boolean whole = migration.run();
    tool().print("Remember to drop the old backend and run rectify-all-zones");
    return whole ? 0 : 1;
  }

  @Override
  public void begun(Name apex) {
    tool().print("Processing '" + Tool.shown(apex) + "'");
  }

  @Override
  public void moved(MovedZone zone) {
    tool()
        .print("Moved " + zone.records() + " record(s), " + zone.comments() + " comment(s), "
            + zone.metadata() + " metadata(s) and " + zone.keys() + " cryptokey(s)");
  }

  @Override
  public void movedTsigKeys(int count) {
    tool().print("Moved " + count + " TSIG key(s)");
  }

  @Override
  public void movedAutoprimaries(int count) {
    if (count > 0) {
      tool().print("Moved " + count + " autoprimary(s)");
    }
  }

  @Override
  public void left(String what) {
    tool().console().err().println("Not moved: " + what);
  }
}
