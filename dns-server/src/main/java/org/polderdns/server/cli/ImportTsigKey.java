package org.polderdns.server.cli;

import org.polderdns.backend.StoredTsigKey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code import-tsig-key}; algorithm and secret are stored as they are. */
@Command(name = "import-tsig-key", description = "Store a TSIG key")
final class ImportTsigKey extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "NAME")
  private String name = "";

  @Parameters(index = "1", paramLabel = "ALGORITHM")
  private String algorithm = "";

  @Parameters(index = "2", paramLabel = "KEY")
  private String secret = "";

  @Override
  int run() {
    Name key = Tool.zoneName(name);
    String plain = Contents.withoutDot(algorithm);
    tool().tsigKeys().setTsigKey(new StoredTsigKey(key, plain, secret));
    tool().print("Imported TSIG key " + Tool.shown(key) + " " + plain);
    return 0;
  }
}
