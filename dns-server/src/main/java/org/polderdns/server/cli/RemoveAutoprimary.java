package org.polderdns.server.cli;

import org.polderdns.backend.AutoprimaryStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code remove-autoprimary}, from all stores. */
@Command(name = "remove-autoprimary", description = "Trust a nameserver to make zones no more")
final class RemoveAutoprimary extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "IP")
  private String ip = "";

  @Parameters(index = "1", paramLabel = "NAMESERVER")
  private String nameserver = "";

  @Override
  int run() {
    tool().autoprimaries(); // without one there is nothing to remove from
    tool().roles(AutoprimaryStore.class).forEach(store -> store.removeAutoprimary(ip, nameserver));
    return 0;
  }
}
