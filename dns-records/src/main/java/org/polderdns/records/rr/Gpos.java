package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Where a host is: degrees north and east and metres above sea level, as decimal text (RFC
 * 1712 §3); obsolete, LOC took its place.
 */
public record Gpos(Octets longitude, Octets latitude, Octets altitude) implements RdataView {
  public static final RdataFormat<Gpos> FORMAT = RdataFormat.of(RecordType.GPOS, Gpos::walk);

  private static Gpos walk(Fields<Gpos> f) {
    return new Gpos(
        f.string("longitude", Gpos::longitude),
        f.string("latitude", Gpos::latitude),
        f.string("altitude", Gpos::altitude));
  }
}
