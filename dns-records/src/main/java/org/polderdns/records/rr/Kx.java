package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A host that exchanges keys for the owner; lowest preference first (RFC 2230 §3). */
public record Kx(int preference, Name exchanger) implements RdataView {
  public static final RdataFormat<Kx> FORMAT = RdataFormat.of(RecordType.KX, Kx::walk);

  private static Kx walk(Fields<Kx> f) {
    return new Kx(
        f.u16("preference", Kx::preference), f.name("exchanger", DECOMPRESSIBLE, Kx::exchanger));
  }
}
