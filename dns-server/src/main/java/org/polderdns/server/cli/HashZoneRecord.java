package org.polderdns.server.cli;

import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.Nsec3Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hash-zone-record}; the name is absolute whether it ends in a dot or not. */
@Command(name = "hash-zone-record", description = "Print the hash of a name in a zone's NSEC3")
final class HashZoneRecord extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "NAME")
  private String name = "";

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "No such zone in the database");
    List<String> nsec3 = Tool.metadata(located, SigningChange.NSEC3PARAM);
    if (nsec3.isEmpty()) {
      tool().say("The '" + zone + "' zone does not use NSEC3");
      return 0;
    }
    if (Tool.metadata(located, SigningChange.NSEC3NARROW).contains("1")) {
      tool().say("The '" + zone + "' zone uses narrow NSEC3, but calculating hash anyhow");
    }
    tool().print(hash(parameters(nsec3.get(0)), Tool.zoneName(name)));
    return 0;
  }

  private static Nsec3Param parameters(String text) {
    try {
      return Nsec3Words.read(text);
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: metadata NSEC3PARAM '" + text + "': " + e.getMessage());
    }
  }

  /** In base32hex, with no more rounds than the server does. */
  private String hash(Nsec3Param parameters, Name hashed) {
    int most = Math.min(tool().settings().number("max-nsec3-iterations"), Nsec3Hash.MAX_ITERATIONS);
    int iterations = Math.min(most, parameters.iterations());
    Octets hash = new Nsec3Hash().of(hashed, iterations, parameters.salt());
    return Tool.shown(Nsec3Hash.ownerName(hash, Name.ROOT));
  }
}
