package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An IPv6 address, 16 octets (RFC 3596 §2.2). */
public record Aaaa(Octets address) implements RdataView {
  public static final RdataFormat<Aaaa> FORMAT = RdataFormat.ofUniform(RecordType.AAAA, Aaaa::walk);

  private static Aaaa walk(Fields<Aaaa> f) {
    return new Aaaa(f.ip6("address", Aaaa::address));
  }
}
