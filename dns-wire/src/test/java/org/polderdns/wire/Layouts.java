package org.polderdns.wire;

import static org.polderdns.wire.RdataLayout.CHARACTER_STRING;
import static org.polderdns.wire.RdataLayout.COMPRESSIBLE_NAME;
import static org.polderdns.wire.RdataLayout.DECOMPRESSIBLE_NAME;

import java.util.Map;

/** Layouts of a few types, one of each kind of step. */
final class Layouts {
  private static final Map<RecordType, RdataLayout> BY_TYPE = Map.of(
      RecordType.NS, RdataLayout.of(COMPRESSIBLE_NAME),
      RecordType.CNAME, RdataLayout.of(COMPRESSIBLE_NAME),
      RecordType.MX, RdataLayout.of(2, COMPRESSIBLE_NAME),
      RecordType.SOA, RdataLayout.of(COMPRESSIBLE_NAME, COMPRESSIBLE_NAME, 20),
      RecordType.SRV, RdataLayout.of(6, DECOMPRESSIBLE_NAME),
      RecordType.NAPTR,
          RdataLayout.of(
              4, CHARACTER_STRING, CHARACTER_STRING, CHARACTER_STRING, DECOMPRESSIBLE_NAME));

  static final RdataLayouts TEST = type -> BY_TYPE.getOrDefault(type, RdataLayout.OPAQUE);

  private Layouts() {}
}
