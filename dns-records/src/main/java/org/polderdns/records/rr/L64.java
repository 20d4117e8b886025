package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An ILNP locator of 64 bits, 8 octets (RFC 6742 §2.3). */
public record L64(int preference, Octets locator) implements RdataView {
  public static final RdataFormat<L64> FORMAT = RdataFormat.of(RecordType.L64, L64::walk);

  private static L64 walk(Fields<L64> f) {
    return new L64(
        f.u16("preference", L64::preference), f.field("locator", Quads.KIND, L64::locator));
  }
}
