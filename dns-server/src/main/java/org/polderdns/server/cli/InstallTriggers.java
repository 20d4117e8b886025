package org.polderdns.server.cli;

import org.polderdns.server.store.Triggers;
import picocli.CommandLine.Command;

/** {@code install-triggers}. */
@Command(
    name = "install-triggers",
    description = "Put triggers into the databases in launch that tell the server of changes")
final class InstallTriggers extends ZoneCommand {
  @Override
  int run() {
    Triggers.install(tool().settings()).forEach(tool()::saySchema);
    return 0;
  }
}
