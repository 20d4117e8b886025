package org.polderdns.server.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code set-presigned}. */
@Command(name = "set-presigned", description = "Serve the signatures that are stored with a zone")
final class SetPresigned extends MetadataChange {
  SetPresigned() {
    super("PRESIGNED");
  }

  @Override
  List<String> values() {
    return List.of("1");
  }
}
