package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.dnssec.key.DigestType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set-publish-cds}. */
@Command(
    name = "set-publish-cds",
    description = "Publish CDS records of a zone's keys, by 0 that its DS are to be deleted")
final class SetPublishCds extends MetadataChange {
  @Parameters(index = "1", paramLabel = "DIGEST[,DIGEST]...|0", arity = "0..1", defaultValue = "2")
  private String digests = "2";

  SetPublishCds() {
    super("PUBLISH-CDS");
  }

  @Override
  List<String> values() {
    if (!digests.equals("0")) {
      for (String digest : digests.split(",", -1)) {
        boolean known = digest.matches("[0-9]{1,3}")
            && DigestType.of(Integer.parseInt(digest)).isPresent();
        if (!known) {
          throw new CommandException(
              "Error: no type of digest '" + digest + "', expected 1, 2 or 4, or 0 alone");
        }
      }
    }
    return List.of(digests);
  }
}
