package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.COMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A host that takes mail for the owner; the lowest preference is tried first (RFC 1035 §3.3.9). */
public record Mx(int preference, Name exchange) implements RdataView {
  public static final RdataFormat<Mx> FORMAT = RdataFormat.ofUniform(RecordType.MX, Mx::walk);

  private static Mx walk(Fields<Mx> f) {
    return new Mx(
        f.u16("preference", Mx::preference), f.name("exchange", COMPRESSIBLE, Mx::exchange));
  }
}
