package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A 48-bit hardware address (RFC 7043 §3.1). */
public record Eui48(Octets address) implements RdataView {
  public static final RdataFormat<Eui48> FORMAT = RdataFormat.of(RecordType.EUI48, Eui48::walk);

  private static Eui48 walk(Fields<Eui48> f) {
    return new Eui48(f.field("address", DashedHex.EUI48, Eui48::address));
  }
}
