package org.polderdns.server.cli;

import org.polderdns.server.store.Schemas;
import picocli.CommandLine.Command;

/** {@code create-schema}. */
@Command(
    name = "create-schema",
    description = "Make the tables of the stores in launch, in databases that have none of them")
final class CreateSchema extends ZoneCommand {
  @Override
  int run() {
    Schemas.create(tool().settings()).forEach(tool()::saySchema);
    return 0;
  }
}
