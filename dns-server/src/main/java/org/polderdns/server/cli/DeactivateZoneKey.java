package org.polderdns.server.cli;

import org.polderdns.backend.ZoneKeys;
import picocli.CommandLine.Command;

/** {@code deactivate-zone-key}. */
@Command(name = "deactivate-zone-key", description = "Have a key sign no more")
final class DeactivateZoneKey extends KeyStateChange {
  @Override
  void change(ZoneKeys keys, long id) {
    keys.setActive(id, false);
  }
}
