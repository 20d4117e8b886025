package org.polderdns.server.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code unset-publish-cdnskey}. */
@Command(name = "unset-publish-cdnskey", description = "Publish no CDNSKEY records")
final class UnsetPublishCdnskey extends MetadataChange {
  UnsetPublishCdnskey() {
    super("PUBLISH-CDNSKEY");
  }

  @Override
  List<String> values() {
    return List.of();
  }
}
