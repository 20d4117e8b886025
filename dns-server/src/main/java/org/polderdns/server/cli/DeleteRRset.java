package org.polderdns.server.cli;

import java.util.Locale;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code delete-rrset}; type ANY is all of the name. */
@Command(name = "delete-rrset", description = "Delete an RRset, or with type ANY all of a name")
final class DeleteRRset extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "NAME")
  private String name = "";

  @Parameters(index = "2", paramLabel = "TYPE")
  private String type = "";

  @Override
  int run() {
    ServedZone located = tool().ownZone(zone);
    Name apex = located.info().apex();
    Name owner = OwnerNames.parse(name, apex);
    RecordType rtype =
        type.toUpperCase(Locale.ROOT).equals("ANY") ? RecordType.ANY : Tool.type(type);
    if (owner.equals(apex)
        && (rtype == RecordType.SOA || rtype == RecordType.ANY)
        && !tool().force()) {
      throw new CommandException(
          "Deleting the SOA of '" + zone + "' would end its service (--force, or delete-zone)");
    }
    Changeset.Builder changes = Changeset.of(apex);
    try (ZoneTransaction tx = Tool.writing(located.backend()).begin(apex)) {
      tx.apply(
          (rtype == RecordType.ANY ? changes.deleteName(owner) : changes.deleteRRset(owner, rtype))
              .build());
      tx.commit();
    } catch (ChangeRefusedException e) {
      throw new CommandException("Error: " + e.getMessage());
    }
    return 0;
  }
}
