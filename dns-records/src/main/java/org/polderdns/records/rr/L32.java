package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An ILNP locator of 32 bits (RFC 6742 §2.2). */
public record L32(int preference, Octets locator) implements RdataView {
  public static final RdataFormat<L32> FORMAT = RdataFormat.of(RecordType.L32, L32::walk);

  private static L32 walk(Fields<L32> f) {
    return new L32(f.u16("preference", L32::preference), f.ip4("locator", L32::locator));
  }
}
