package org.polderdns.server.cli;

import org.polderdns.dnssec.key.KeyPem;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;

/** {@code export-zone-key-pem}. */
@Command(name = "export-zone-key-pem", description = "Print a private key in PEM")
final class ExportZoneKeyPem extends KeyExport {
  @Override
  String text(Name apex, ZoneKey key) {
    return KeyPem.write(key.key()).stripTrailing();
  }
}
