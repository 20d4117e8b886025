package org.polderdns.server.cli;

import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;

/** {@code export-zone-key}: what {@code import-zone-key} takes. */
@Command(name = "export-zone-key", description = "Print a private key as BIND's tools do")
final class ExportZoneKey extends KeyExport {
  @Override
  String text(Name apex, ZoneKey key) {
    return IscKeyText.write(key.key());
  }
}
