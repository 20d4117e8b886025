package org.polderdns.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredNode;
import org.polderdns.records.RRset;
import org.polderdns.server.config.Addresses;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code backend-lookup}: what a store has at a name, in the nearest zone that it has. The network
 * of a client is only checked, as no store has other records for one.
 */
@Command(name = "backend-lookup", description = "Print the records that a store has at a name")
final class BackendLookup extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "BACKEND")
  private String backend = "";

  @Parameters(index = "1", paramLabel = "NAME")
  private String name = "";

  @Parameters(index = "2", paramLabel = "TYPE", arity = "0..1", defaultValue = "ANY")
  private String type = "";

  @Parameters(index = "3", paramLabel = "CLIENT_SUBNET", arity = "0..1", defaultValue = "0.0.0.0/0")
  private String client = "";

  @Override
  int run() {
    Backend store = tool().backend(backend, "Unknown backend '%s'");
    Name owner = Tool.zoneName(name);
    RecordType wanted =
        type.toUpperCase(Locale.ROOT).equals("ANY") ? RecordType.ANY : Tool.type(type);
    if (!Addresses.isNetwork(client)) {
      throw new CommandException("Error: Unable to convert '" + client + "' to a netmask");
    }
    Optional<ServedZone> zone = nearest(store, owner);
    if (zone.isPresent()) {
      StoredNode node = store.lookup(zone.get().info(), List.of(owner)).get(owner);
      if (node != null) {
        print(node, wanted);
      }
    }
    return 0;
  }

  private static Optional<ServedZone> nearest(Backend store, Name owner) {
    Name apex = owner;
    while (true) {
      Optional<ServedZone> zone = store.zone(apex).map(info -> new ServedZone(store, info));
      if (zone.isPresent() || apex.isRoot()) {
        return zone;
      }
      apex = apex.parent();
    }
  }

  private void print(StoredNode node, RecordType wanted) {
    for (RecordType broken : node.broken()) {
      if (wanted == RecordType.ANY || wanted == broken) {
        throw new CommandException(
            "Error: a record of " + node.owner() + " " + broken + " cannot be read");
      }
    }
    for (RRset rrset : node.rrsets()) {
      if (wanted == RecordType.ANY || wanted == rrset.type()) {
        for (int i = 0; i < rrset.size(); i++) {
          tool()
              .print(rrset.owner() + " " + rrset.ttl() + " IN " + rrset.type() + " "
                  + Contents.print(rrset.rdata(i)));
        }
      }
    }
  }
}
