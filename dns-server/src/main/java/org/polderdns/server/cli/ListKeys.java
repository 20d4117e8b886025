package org.polderdns.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.KeySearch;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code list-keys}: a line a key. Each has as many words, as scripts take the seventh for the id: a
 * hyphen stands for what is not.
 */
@Command(
    name = "list-keys",
    description =
        "List the keys of a zone or of all served, with -v those of zones without SOA too")
final class ListKeys extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE", arity = "0..1", defaultValue = "")
  private String zone = "";

  @Override
  int run() {
    if (zone.isEmpty()) {
      heading();
      for (Backend backend : tool().stores().backends()) {
        backend.capability(ZoneListing.class).ifPresent(listing -> all(backend, listing));
      }
      return 0;
    }
    ServedZone located = tool()
        .stores()
        .find(Tool.zoneName(zone))
        .orElseThrow(() -> new CommandException("Zone " + zone + " not found."));
    heading();
    list(located.info().apex(), tool().keyring(located));
    return 0;
  }

  private void heading() {
    print("Zone", "Type", "Act", "Pub", "Size", "Algorithm", "ID", "Location", "Keytag");
    tool().print("-".repeat(90));
  }

  private void all(Backend backend, ZoneListing listing) {
    Optional<Map<Name, List<StoredKey>>> keys =
        backend.capability(KeySearch.class).map(KeySearch::allKeys);
    for (ZoneInfo info : tool().verbose() ? listing.zones() : listing.servedZones()) {
      Keyring keyring = keys.map(all -> Keyring.of(all.getOrDefault(info.apex(), List.of())))
          .orElseGet(() -> tool().keyring(new ServedZone(backend, info)));
      list(info.apex(), keyring);
    }
  }

  private void list(Name apex, Keyring keyring) {
    String name = Tool.shown(apex);
    for (Keyring.Entry entry : keyring.entries()) {
      Optional<ZoneKey> key = entry.key();
      print(
          name,
          keyring.role(entry).toString(),
          entry.stored().active() ? "Act" : "-",
          entry.stored().published() ? "Pub" : "-",
          key.map(one -> Integer.toString(one.key().bits())).orElse("-"),
          key.map(one -> one.key().algorithm().mnemonic()).orElse("-"),
          Long.toString(entry.stored().id()),
          Keyring.location(entry),
          key.map(one -> Integer.toString(one.tag())).orElse("-"));
      if (key.isEmpty()) {
        tool()
            .console()
            .err()
            .println("Error: key " + entry.stored().id() + " of zone '" + name + "': "
                + entry.problem());
      }
    }
  }

  private void print(Object... words) {
    tool()
        .print(String.format(Locale.ROOT, "%-29s %-4s %-3s %-3s %-7s %-15s %-4s %-11s %s", words));
  }
}
