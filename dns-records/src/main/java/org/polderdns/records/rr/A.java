package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An IPv4 address, four octets (RFC 1035 §3.4.1). */
public record A(Octets address) implements RdataView {
  public static final RdataFormat<A> FORMAT = RdataFormat.ofUniform(RecordType.A, A::walk);

  private static A walk(Fields<A> f) {
    return new A(f.ip4("address", A::address));
  }
}
