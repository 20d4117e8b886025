package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A UAS broadcast remote identifier (RFC 9886). */
public record Brid(Octets data) implements RdataView {
  public static final RdataFormat<Brid> FORMAT = RdataFormat.of(RecordType.BRID, Brid::walk);

  private static Brid walk(Fields<Brid> f) {
    return new Brid(f.base64("data", Brid::data));
  }
}
