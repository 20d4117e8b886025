package org.polderdns.server.cli;

import java.nio.file.Path;
import org.polderdns.backend.KeyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code create-bind-db}. */
@Command(
    name = "create-bind-db",
    description = "Make the file of bind-dnssec-db, for keys and metadata of zones in files")
final class CreateBindDb extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "FILE")
  private Path file = Path.of("");

  @Override
  int run() {
    KeyFiles.find("bind").create("bind", file);
    return 0;
  }
}
