package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An address of OSI's network service, in hex (RFC 1706 §5). */
public record Nsap(Octets address) implements RdataView {
  public static final RdataFormat<Nsap> FORMAT = RdataFormat.of(RecordType.NSAP, Nsap::walk);

  private static Nsap walk(Fields<Nsap> f) {
    return new Nsap(f.field("address", NsapAddress.KIND, Nsap::address));
  }
}
