package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A locator of Nimrod (draft-ietf-nimrod-dns). */
public record Nimloc(Octets data) implements RdataView {
  public static final RdataFormat<Nimloc> FORMAT = RdataFormat.of(RecordType.NIMLOC, Nimloc::walk);

  private static Nimloc walk(Fields<Nimloc> f) {
    return new Nimloc(f.hex("data", Nimloc::data));
  }
}
