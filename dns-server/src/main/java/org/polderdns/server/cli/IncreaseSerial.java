package org.polderdns.server.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.records.RRset;
import org.polderdns.server.dnssec.StoredSigning;
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

  /** And when the signature over the SOA would not go with it any more. */
  private static final int REFUSED_STATUS = 255;

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
      if (ZoneSigning.isPresigned(Map.of("PRESIGNED", tx.metadata("PRESIGNED")))) {
        throw new CommandException(
            "Serial increase of presigned zone '" + zone + "' is not allowed.", REFUSED_STATUS);
      }
      long serial = raise(tx, StoredSigning.defaults(tool().settings()));
      tx.commit();
      tool().print("SOA serial for zone " + zone + " set to " + serial);
    }
    return 0;
  }

  /** Raises the serial of a zone that has an SOA, as SOA-EDIT says, and returns it. */
  static long raise(ZoneTransaction tx, SigningDefaults defaults) {
    RRset soa = soa(tx).orElseThrow();
    boolean signed =
        tx.keys().stream().flatMap(keys -> keys.all().stream()).anyMatch(StoredKey::active);
    Map<String, List<String>> metadata = Map.of("SOA-EDIT", tx.metadata("SOA-EDIT"));
    SoaEdit rule = ZoneSigning.soaEdit(metadata, defaults, signed);
    long delay = defaults.soaEditDelay(tx.apex());
    long serial = rule.increased(Serial.of(soa), Clock.systemUTC(), delay);
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
