package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** The number of an ipn node, unsigned 64 bits (RFC 9758 §9). */
public record Ipn(Octets number) implements RdataView {
  public static final RdataFormat<Ipn> FORMAT = RdataFormat.of(RecordType.IPN, Ipn::walk);

  private static Ipn walk(Fields<Ipn> f) {
    return new Ipn(f.field("number", Unsigned64.KIND, Ipn::number));
  }
}
