package org.polderdns.server.cli;

import org.polderdns.backend.Autoprimary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code add-autoprimary}; the words are stored as they are. */
@Command(
    name = "add-autoprimary",
    description = "Trust a nameserver to make zones here by its NOTIFY")
final class AddAutoprimary extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "IP")
  private String ip = "";

  @Parameters(index = "1", paramLabel = "NAMESERVER")
  private String nameserver = "";

  @Parameters(index = "2", paramLabel = "account", arity = "0..1", defaultValue = "")
  private String account = "";

  @Override
  int run() {
    tool().autoprimaries().addAutoprimary(new Autoprimary(ip, nameserver, account));
    return 0;
  }
}
