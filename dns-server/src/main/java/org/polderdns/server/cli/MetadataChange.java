package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneTransaction;
import picocli.CommandLine.Parameters;

/** A verb that sets one kind of metadata of a zone, or unsets it. */
abstract class MetadataChange extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  private final String kind;

  MetadataChange(String kind) {
    this.kind = kind;
  }

  @Override
  final int run() {
    List<String> values = values();
    ServedZone located = tool().zone(zone, "No such zone in the database");
    try (ZoneTransaction tx =
        Tool.writing(located.backend()).begin(located.info().apex())) {
      check(located, tx);
      MetadataKinds.set(tx, kind, values);
      tx.commit();
    }
    return 0;
  }

  /**
   * Looks before the change whether it may be made.
   *
   * @throws CommandException if it may not
   */
  void check(ServedZone located, ZoneTransaction tx) {}

  /** What to set; nothing to unset it. */
  abstract List<String> values();
}
