package org.polderdns.server.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.change.Serial;
import org.polderdns.zone.change.SoaEdit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code increase-serial}. */
@Command(name = "increase-serial", description = "Increase the serial of a zone's SOA")
final class IncreaseSerial extends ZoneCommand {
  /** What it ends with when there is no SOA, as scripts know it. */
  private static final int NO_SOA_STATUS = 255;

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    ServedZone located = tool().stores().find(Tool.zoneName(zone)).orElseThrow(this::noSoa);
    tool().guard(located, zone);
    try (ZoneTransaction tx =
        Tool.writing(located.backend()).begin(located.info().apex())) {
      if (soa(tx).isEmpty()) {
        throw noSoa();
      }
      long serial = raise(tx);
      tx.commit();
      tool().print("SOA serial for zone " + zone + " set to " + serial);
    }
    return 0;
  }

  /** Raises the serial of a zone that has an SOA, as its SOA-EDIT says, and returns it. */
  static long raise(ZoneTransaction tx) {
    RRset soa = soa(tx).orElseThrow();
    List<String> edit = tx.metadata("SOA-EDIT");
    SoaEdit rule = SoaEdit.of(edit.isEmpty() ? "" : edit.get(0));
    long serial = rule.increased(Serial.of(soa), Clock.systemUTC());
    tx.apply(Changeset.of(tx.apex()).replace(Serial.with(soa, serial)).build());
    return serial;
  }

  private CommandException noSoa() {
    return new CommandException("No SOA for zone '" + zone + "'", NO_SOA_STATUS);
  }

  static Optional<RRset> soa(ZoneTransaction tx) {
    return tx.lookup(tx.apex()).map(StoredNode::rrsets).stream()
        .flatMap(List::stream)
        .filter(set -> set.type() == RecordType.SOA)
        .findFirst();
  }
}
