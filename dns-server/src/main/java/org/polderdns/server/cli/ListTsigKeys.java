package org.polderdns.server.cli;

import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyListing;
import picocli.CommandLine.Command;

/** {@code list-tsig-keys}, with their secrets. */
@Command(name = "list-tsig-keys", description = "List the TSIG keys with their secrets")
final class ListTsigKeys extends ZoneCommand {
  @Override
  int run() {
    for (TsigKeyListing store : tool().roles(TsigKeyListing.class)) {
      for (StoredTsigKey key : store.tsigKeys()) {
        tool().print(key.name() + " " + key.algorithm() + ". " + key.secret());
      }
    }
    return 0;
  }
}
