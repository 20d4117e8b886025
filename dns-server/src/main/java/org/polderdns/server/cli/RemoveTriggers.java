package org.polderdns.server.cli;

import org.polderdns.server.store.Triggers;
import picocli.CommandLine.Command;

/** {@code remove-triggers}. */
@Command(name = "remove-triggers", description = "Remove the triggers that install-triggers made")
final class RemoveTriggers extends ZoneCommand {
  @Override
  int run() {
    Triggers.remove(tool().settings()).forEach(tool()::saySchema);
    return 0;
  }
}
