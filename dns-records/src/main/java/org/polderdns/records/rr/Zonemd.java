package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The digest of the zone as a whole (RFC 8976 §2.2).
 *
 * @param serial of the SOA that it belongs to
 * @param scheme 1 is SIMPLE
 * @param hashAlgorithm 1 is SHA-384, 2 SHA-512
 */
public record Zonemd(long serial, int scheme, int hashAlgorithm, Octets digest)
    implements RdataView {
  public static final RdataFormat<Zonemd> FORMAT = RdataFormat.of(RecordType.ZONEMD, Zonemd::walk);

  private static Zonemd walk(Fields<Zonemd> f) {
    return new Zonemd(
        f.u32("serial", Zonemd::serial),
        f.u8("scheme", Zonemd::scheme),
        f.u8("hashAlgorithm", Zonemd::hashAlgorithm),
        f.hex("digest", Zonemd::digest));
  }
}
