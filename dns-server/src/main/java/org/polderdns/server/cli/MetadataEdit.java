package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.dnssec.key.SigningAlgorithm;
import picocli.CommandLine.Parameters;

/** A verb that changes metadata of any kind. */
abstract class MetadataEdit extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "KIND")
  private String kind = "";

  @Override
  final int run() {
    ServedZone located = tool().zone(zone, "Invalid zone '%s'");
    try (ZoneTransaction tx =
        Tool.writing(located.backend()).begin(located.info().apex())) {
      List<String> values = values(kind, tx.metadata(kind));
      if (kind.equalsIgnoreCase(SigningChange.NSEC3PARAM)) {
        values.forEach(value ->
            Nsec3Words.readAllowed(value, zone, tool().settings().number("max-nsec3-iterations")));
        if (!values.isEmpty() && hasAlgorithm5(tx)) {
          throw SigningChange.algorithm5(tx.apex());
        }
      }
      MetadataKinds.set(tx, kind, values);
      tx.commit();
      tool().print("Set '" + zone + "' meta " + kind + " = " + String.join(", ", values));
    }
    return 0;
  }

  private static boolean hasAlgorithm5(ZoneTransaction tx) {
    return tx.keys()
        .map(keys -> Keyring.of(keys.all()).has(SigningAlgorithm.RSASHA1))
        .orElse(false);
  }

  /** The values to be stored, of those that are. */
  abstract List<String> values(String kind, List<String> stored);
}
