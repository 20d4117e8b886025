package org.polderdns.server.cli;

import org.polderdns.backend.TsigKeyStore;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code delete-tsig-key}, of all algorithms, from all stores. */
@Command(name = "delete-tsig-key", description = "Delete the TSIG keys of a name")
final class DeleteTsigKey extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "NAME")
  private String name = "";

  @Override
  int run() {
    Name key = Tool.zoneName(name);
    tool().tsigKeys(); // without one there is nothing to delete from
    tool().roles(TsigKeyStore.class).forEach(store -> store.deleteTsigKeys(key));
    tool().print("Deleted TSIG key " + Tool.shown(key));
    return 0;
  }
}
