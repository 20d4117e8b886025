package org.polderdns.server.cli;

import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.wire.Name;

/** A verb that prints one key of a zone. */
abstract class KeyExport extends KeyCommand {
  @Override
  final int run() {
    long id = id();
    Name apex = Tool.zoneName(zone());
    Keyring.Entry entry = tool()
        .stores()
        .find(apex)
        .flatMap(located -> tool().keyring(located).find(id))
        .orElseThrow(() -> new CommandException("Error: " + noKey().getMessage()));
    ZoneKey key = entry
        .key()
        .orElseThrow(() -> new CommandException(
            "Error: key " + id + " of zone '" + zone() + "': " + entry.problem()));
    tool().print(text(apex, key));
    return 0;
  }

  abstract String text(Name apex, ZoneKey key);
}
