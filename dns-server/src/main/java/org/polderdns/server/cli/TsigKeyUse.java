package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import picocli.CommandLine.Parameters;

/** What {@code activate-tsig-key} and {@code deactivate-tsig-key} share. */
abstract class TsigKeyUse extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "NAME")
  private String name = "";

  @Parameters(index = "2", paramLabel = "primary|secondary|producer|consumer")
  private String role = "";

  /** The names to be stored, of those that are. */
  abstract List<String> changed(List<String> names, Name key);

  /** What is said when it is done, before the name of the key. */
  abstract String done();

  @Override
  final int run() {
    ServedZone located = tool().zone(zone, "Zone '%s' does not exist");
    Name key = Tool.zoneName(name);
    String kind = metadataKind();
    try (ZoneTransaction tx =
        Tool.writing(located.backend()).begin(located.info().apex())) {
      tx.setMetadata(kind, changed(tx.metadata(kind), key));
      tx.commit();
    }
    tool()
        .print(done() + " TSIG key " + Tool.shown(key) + " for "
            + Tool.shown(located.info().apex()));
    return 0;
  }

  private String metadataKind() {
    Optional<ZoneKind> kind = ZoneKind.parse(role).filter(found -> found != ZoneKind.NATIVE);
    return kind.map(found -> found.isSecondary() ? "AXFR-MASTER-TSIG" : "TSIG-ALLOW-AXFR")
        .orElseThrow(() -> new CommandException(
            "Invalid parameter '" + role + "', expected primary or secondary type"));
  }

  /** The names but for those that are the key's. */
  static List<String> without(List<String> names, Name key) {
    List<String> others = new ArrayList<>(names);
    others.removeIf(text -> isName(text, key));
    return others;
  }

  private static boolean isName(String text, Name key) {
    try {
      return Name.parse(text).equals(key);
    } catch (PresentationFormatException e) {
      return false;
    }
  }
}
