package org.polderdns.server.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code unset-presigned}. */
@Command(
    name = "unset-presigned",
    description = "Serve the signatures that are stored with a zone no more")
final class UnsetPresigned extends MetadataChange {
  UnsetPresigned() {
    super("PRESIGNED");
  }

  @Override
  List<String> values() {
    return List.of();
  }
}
