package org.polderdns.server.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code unset-publish-cds}. */
@Command(name = "unset-publish-cds", description = "Publish no CDS records")
final class UnsetPublishCds extends MetadataChange {
  UnsetPublishCds() {
    super("PUBLISH-CDS");
  }

  @Override
  List<String> values() {
    return List.of();
  }
}
