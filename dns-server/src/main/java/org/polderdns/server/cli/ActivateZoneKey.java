package org.polderdns.server.cli;

import org.polderdns.backend.ZoneKeys;
import picocli.CommandLine.Command;

/** {@code activate-zone-key}. */
@Command(name = "activate-zone-key", description = "Have a key sign its zone")
final class ActivateZoneKey extends KeyStateChange {
  @Override
  void change(ZoneKeys keys, long id) {
    keys.setActive(id, true);
  }
}
