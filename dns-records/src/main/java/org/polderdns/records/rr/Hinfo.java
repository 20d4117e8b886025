package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Kind of processor and operating system (RFC 1035 §3.3.2); the answer to ANY (RFC 8482 §4.2). */
public record Hinfo(Octets cpu, Octets os) implements RdataView {
  public static final RdataFormat<Hinfo> FORMAT =
      RdataFormat.ofUniform(RecordType.HINFO, Hinfo::walk);

  private static Hinfo walk(Fields<Hinfo> f) {
    return new Hinfo(f.string("cpu", Hinfo::cpu), f.string("os", Hinfo::os));
  }
}
