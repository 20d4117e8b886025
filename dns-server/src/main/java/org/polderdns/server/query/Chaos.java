package org.polderdns.server.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** The few names of class CH by which a server tells about itself (RFC 4892). */
final class Chaos {
  /** Seconds, as PowerDNS gives. */
  static final long TTL = 5;

  private static final List<Name> VERSION_NAMES =
      List.of(Name.parse("version.bind"), Name.parse("version.server"), Name.parse("version.pdns"));
  private static final List<Name> ID_NAMES =
      List.of(Name.parse("id.server"), Name.parse("hostname.bind"));

  private final Octets version;
  private final Octets id;

  Chaos(QueryOptions options) {
    version = text(options.version());
    id = text(options.serverId());
  }

  /**
   * The RDATA of the TXT record; with no octets if it is kept secret; empty if there is no such
   * name or type.
   */
  Optional<Octets> answer(Name qname, RecordType qtype) {
    if (qtype != RecordType.TXT && qtype != RecordType.ANY) {
      return Optional.empty();
    }
    if (VERSION_NAMES.contains(qname)) {
      return Optional.of(version);
    }
    return ID_NAMES.contains(qname) ? Optional.of(id) : Optional.empty();
  }

  /** Character strings of 255 octets at most; none for no text. */
  private static Octets text(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    int strings = (octets.length + 254) / 255;
    byte[] rdata = new byte[octets.length + strings];
    int at = 0;
    for (int from = 0; from < octets.length; from += 255) {
      int length = Math.min(255, octets.length - from);
      rdata[at++] = (byte) length;
      System.arraycopy(octets, from, rdata, at, length);
      at += length;
    }
    return Octets.wrap(rdata);
  }
}
