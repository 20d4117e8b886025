package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An address in a public switched data network, in digits (RFC 1183 §3.1). */
public record X25(Octets address) implements RdataView {
  public static final RdataFormat<X25> FORMAT = RdataFormat.of(RecordType.X25, X25::walk);

  private static X25 walk(Fields<X25> f) {
    return new X25(f.string("address", X25::address));
  }
}
