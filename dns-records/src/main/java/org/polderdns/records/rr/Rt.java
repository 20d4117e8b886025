package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A host that relays to the owner, which is not reached directly (RFC 1183 §3.3). */
public record Rt(int preference, Name host) implements RdataView {
  public static final RdataFormat<Rt> FORMAT = RdataFormat.of(RecordType.RT, Rt::walk);

  private static Rt walk(Fields<Rt> f) {
    return new Rt(f.u16("preference", Rt::preference), f.name("host", DECOMPRESSIBLE, Rt::host));
  }
}
