package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.PLAIN;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The name that has a subnetwork's L32 and L64 records (RFC 6742 §2.4). */
public record Lp(int preference, Name target) implements RdataView {
  public static final RdataFormat<Lp> FORMAT = RdataFormat.of(RecordType.LP, Lp::walk);

  private static Lp walk(Fields<Lp> f) {
    return new Lp(f.u16("preference", Lp::preference), f.name("target", PLAIN, Lp::target));
  }
}
