package org.polderdns.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.polderdns.backend.ZoneTransaction;

/** What is special about some kinds of metadata. */
final class MetadataKinds {
  private static final Set<String> SINGLE = Set.of(
      "API-RECTIFY",
      "AXFR-MASTER-TSIG",
      "AXFR-SOURCE",
      "CATALOG-HASH",
      "ENABLE-LUA-RECORDS",
      "FORWARD-DNSUPDATE",
      "GSS-ACCEPTOR-PRINCIPAL",
      "IXFR",
      "LUA-AXFR-SCRIPT",
      "NOTIFY-DNSUPDATE",
      "NSEC3NARROW",
      "NSEC3PARAM",
      "PRESIGNED",
      "PUBLISH-CDNSKEY",
      "PUBLISH-CDS",
      "RFC1123-CONFORMANCE",
      "SIGNALING-ZONE",
      "SLAVE-RENOTIFY",
      "SOA-EDIT",
      "SOA-EDIT-API",
      "SOA-EDIT-DNSUPDATE");

  /** Those that stores order names by. */
  private static final Set<String> OF_ORDER =
      Set.of(SigningChange.NSEC3PARAM, SigningChange.NSEC3NARROW, SigningChange.PRESIGNED);

  private MetadataKinds() {}

  /** Whether a zone has one value of a kind at most. */
  static boolean isSingle(String kind) {
    return SINGLE.contains(kind.toUpperCase(Locale.ROOT));
  }

  /** Sets the values of a kind, none to unset it; the zone is rectified if that depends on it. */
  static void set(ZoneTransaction tx, String kind, List<String> values) {
    tx.setMetadata(kind, values);
    if (OF_ORDER.contains(kind.toUpperCase(Locale.ROOT))) {
      tx.rectify();
    }
  }
}
