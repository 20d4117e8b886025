package org.polderdns.server.cli;

import org.polderdns.backend.Autoprimary;
import org.polderdns.backend.AutoprimaryListing;
import picocli.CommandLine.Command;

/** {@code list-autoprimaries}. */
@Command(
    name = "list-autoprimaries",
    description = "List the nameservers that may make zones by NOTIFY")
final class ListAutoprimaries extends ZoneCommand {
  @Override
  int run() {
    for (AutoprimaryListing store : tool().roles(AutoprimaryListing.class)) {
      for (Autoprimary one : store.autoprimaries()) {
        tool().print("IP=" + one.ip() + ", NS=" + one.nameserver() + ", account=" + one.account());
      }
    }
    return 0;
  }
}
