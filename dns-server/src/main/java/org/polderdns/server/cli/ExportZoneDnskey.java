package org.polderdns.server.cli;

import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;

/** {@code export-zone-dnskey}. */
@Command(name = "export-zone-dnskey", description = "Print the DNSKEY of a key")
final class ExportZoneDnskey extends KeyExport {
  @Override
  String text(Name apex, ZoneKey key) {
    return Tool.shown(apex) + KeyLines.dnskey(key.dnskey());
  }
}
