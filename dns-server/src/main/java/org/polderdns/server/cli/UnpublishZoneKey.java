package org.polderdns.server.cli;

import org.polderdns.backend.ZoneKeys;
import picocli.CommandLine.Command;

/** {@code unpublish-zone-key}. */
@Command(name = "unpublish-zone-key", description = "Take the DNSKEY of a key out of its zone")
final class UnpublishZoneKey extends KeyStateChange {
  @Override
  void change(ZoneKeys keys, long id) {
    keys.setPublished(id, false);
  }
}
