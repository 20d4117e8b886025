package org.polderdns.server.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set-publish-cdnskey}. */
@Command(
    name = "set-publish-cdnskey",
    description = "Publish CDNSKEY records of a zone's keys, or that its DS are to be deleted")
final class SetPublishCdnskey extends MetadataChange {
  @Parameters(index = "1", paramLabel = "delete", arity = "0..1", defaultValue = "")
  private String mode = "";

  SetPublishCdnskey() {
    super("PUBLISH-CDNSKEY");
  }

  @Override
  List<String> values() {
    if (!mode.isEmpty() && !mode.equals("delete")) {
      throw new UsageException("unknown word '" + mode + "', expected delete");
    }
    return List.of(mode.isEmpty() ? "1" : "0");
  }
}
