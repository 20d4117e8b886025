package org.polderdns.server.cli;

import picocli.CommandLine.Command;

/** {@code remove-zone-key}; that there is no such key is no error, as scripts know it. */
@Command(name = "remove-zone-key", description = "Delete a key of a zone")
final class RemoveZoneKey extends KeyCommand {
  @Override
  int run() {
    long id = id();
    try (SigningChange change =
        SigningChange.begin(tool(), tool().zone(zone(), "No such zone in the database"))) {
      if (change.keyring().find(id).isEmpty()) {
        tool().say(noKey().getMessage());
        return 0;
      }
      change.keys().remove(id);
      change.commit();
    }
    return 0;
  }
}
