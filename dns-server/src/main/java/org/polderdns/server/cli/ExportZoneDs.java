package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredKey;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.KeyRole;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code export-zone-ds}: of each key that signs keys, whether it does now or not. */
@Command(name = "export-zone-ds", description = "Print the DS records for the parent of a zone")
final class ExportZoneDs extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "No such zone in the database");
    Name apex = located.info().apex();
    List<Dnskey> keys = Tool.isPresigned(located) ? stored(located) : own(located);
    for (Dnskey key : keys) {
      for (DigestType type : KeyLines.digests(tool().verbose())) {
        tool().print(apex + " IN DS " + KeyLines.ds(apex, key, type));
      }
    }
    return 0;
  }

  private List<Dnskey> own(ServedZone located) {
    Keyring keyring = tool().keyring(located);
    if (!keyring.isSigning()) {
      throw new CommandException("Zone is not actively secured");
    }
    for (Keyring.Entry entry : keyring.entries()) {
      if (entry.key().isEmpty()) {
        tellUnreadable(located.info().apex(), entry);
      }
    }
    return keyring.entries().stream()
        .filter(entry -> keyring.role(entry).signsKeys())
        .flatMap(entry -> entry.key().stream())
        .map(ZoneKey::dnskey)
        .toList();
  }

  /**
   * Tells of a key that cannot be read. One in use ends it: without its DS the set that the parent
   * is given would not be whole. One that is not, as a key of a token before it is made, does not.
   */
  private void tellUnreadable(Name apex, Keyring.Entry entry) {
    StoredKey stored = entry.stored();
    String problem =
        "Error: key " + stored.id() + " of zone '" + Tool.shown(apex) + "': " + entry.problem();
    if (stored.active() || stored.published()) {
      throw new CommandException(problem);
    }
    tool().console().err().println(problem);
  }

  /** The secure entry points, or all if there is none. */
  private static List<Dnskey> stored(ServedZone located) {
    List<Dnskey> all = PublicKeys.of(located);
    List<Dnskey> entryPoints =
        all.stream().filter(key -> PublicKeys.role(key) == KeyRole.KSK).toList();
    return entryPoints.isEmpty() ? all : entryPoints;
  }
}
