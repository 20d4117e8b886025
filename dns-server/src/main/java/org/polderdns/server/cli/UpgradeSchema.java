package org.polderdns.server.cli;

import org.polderdns.server.store.Schemas;
import picocli.CommandLine.Command;

/** {@code upgrade-schema}. */
@Command(
    name = "upgrade-schema",
    description = "Bring the tables of the stores in launch up to the present schema")
final class UpgradeSchema extends ZoneCommand {
  @Override
  int run() {
    Schemas.upgrade(tool().settings()).forEach(tool()::saySchema);
    return 0;
  }
}
