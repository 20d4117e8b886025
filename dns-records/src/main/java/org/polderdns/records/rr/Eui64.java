package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A 64-bit hardware address (RFC 7043 §4.1). */
public record Eui64(Octets address) implements RdataView {
  public static final RdataFormat<Eui64> FORMAT = RdataFormat.of(RecordType.EUI64, Eui64::walk);

  private static Eui64 walk(Fields<Eui64> f) {
    return new Eui64(f.field("address", DashedHex.EUI64, Eui64::address));
  }
}
