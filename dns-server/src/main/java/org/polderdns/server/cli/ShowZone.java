package org.polderdns.server.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.KeyRole;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code show-zone}. */
@Command(name = "show-zone", description = "Show the keys of a zone and what is kept beside it")
final class ShowZone extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "No such zone in the database");
    ZoneSummary.lines(located).forEach(tool()::print);
    Keyring keyring = tool().keyring(located);
    boolean presigned = Tool.isPresigned(located);
    if (!keyring.isSigning() && !presigned) {
      tool().print("Zone is not actively secured");
    }
    metadata(located);
    if (presigned) {
      tool().print("Zone is presigned");
    }
    List<Dnskey> stored = presigned ? PublicKeys.of(located) : List.of();
    if (keyring.isEmpty() && stored.isEmpty()) {
      tool().console().err().println("No keys for zone '" + zone + "'.");
    } else {
      semantics(located);
      tool().print("keys: ");
      keyring.entries().forEach(entry -> show(located.info().apex(), keyring, entry));
      stored.forEach(key -> show(located.info().apex(), key));
    }
    if (!located.info().catalog().isEmpty()) {
      tool().print("Catalog: ");
      tool().print(Contents.withoutDot(located.info().catalog()));
    }
    return 0;
  }

  private void metadata(ServedZone located) {
    printKeys("Zone has following allowed TSIG key(s): ", located, "TSIG-ALLOW-AXFR");
    printKeys("Zone uses following TSIG key(s): ", located, "AXFR-MASTER-TSIG");
    Map<String, List<String>> metadata = Tool.metadata(located);
    tool().print("Metadata items: " + (metadata.isEmpty() ? "None" : ""));
    metadata.forEach(
        (kind, values) -> values.forEach(value -> tool().print("\t" + kind + "\t" + value)));
  }

  private void printKeys(String words, ServedZone located, String kind) {
    List<String> names = Tool.metadata(located, kind);
    if (!names.isEmpty()) {
      tool().print(words + String.join(",", names));
    }
  }

  private void semantics(ServedZone located) {
    Optional<String> nsec3 =
        Tool.metadata(located, SigningChange.NSEC3PARAM).stream().findFirst();
    if (nsec3.isEmpty()) {
      tool().print("Zone has NSEC semantics");
      return;
    }
    boolean narrow = Tool.metadata(located, SigningChange.NSEC3NARROW).contains("1");
    tool()
        .print("Zone has " + (narrow ? "NARROW hashed" : "hashed")
            + " NSEC3 semantics, configuration: " + nsec3.get());
  }

  private void show(Name apex, Keyring keyring, Keyring.Entry entry) {
    KeyRole role = keyring.role(entry);
    String start = "ID = " + entry.stored().id() + " (" + role + "), flags = "
        + entry.stored().flags();
    if (entry.key().isEmpty()) {
      tool().print(start + state(entry) + " (unreadable)");
      tool().console().err().println("Error: key " + entry.stored().id() + ": " + entry.problem());
      return;
    }
    ZoneKey key = entry.key().get();
    SigningAlgorithm algorithm = key.key().algorithm();
    tool()
        .print(start + ", tag = " + key.tag() + ", algo = " + algorithm.number() + ", bits = "
            + key.key().bits() + state(entry) + " ( " + algorithm + " ) ");
    if (role.signsKeys()) {
      tool()
          .print(role + " DNSKEY = " + apex + KeyLines.dnskey(key.dnskey()) + " ; ( " + algorithm
              + " )");
      printDs(apex, key.dnskey());
    }
  }

  private static String state(Keyring.Entry entry) {
    return "\t" + (entry.stored().active() ? "  Active" : "Inactive") + "\t "
        + (entry.stored().published() ? "Published " : "Unpublished ");
  }

  /** A key that is known by its DNSKEY record only. */
  private void show(Name apex, Dnskey key) {
    String algorithm = PublicKeys.algorithm(key);
    tool()
        .print(PublicKeys.role(key) + ", tag = " + PublicKeys.tag(key) + ", algo = "
            + key.algorithm() + ", bits = " + PublicKeys.bits(key));
    tool().print("DNSKEY = " + apex + KeyLines.dnskey(key) + "; ( " + algorithm + " ) ");
    printDs(apex, key);
  }

  private void printDs(Name apex, Dnskey key) {
    for (DigestType type : KeyLines.digests(tool().verbose())) {
      tool().print("DS = " + apex + " IN DS " + KeyLines.ds(apex, key, type));
    }
  }
}
