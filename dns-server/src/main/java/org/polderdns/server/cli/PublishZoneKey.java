package org.polderdns.server.cli;

import org.polderdns.backend.ZoneKeys;
import picocli.CommandLine.Command;

/** {@code publish-zone-key}. */
@Command(name = "publish-zone-key", description = "Put the DNSKEY of a key into its zone")
final class PublishZoneKey extends KeyStateChange {
  @Override
  void change(ZoneKeys keys, long id) {
    keys.setPublished(id, true);
  }
}
