package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A DRIP entity's hierarchical tag and certificate (RFC 9886). */
public record Hhit(Octets data) implements RdataView {
  public static final RdataFormat<Hhit> FORMAT = RdataFormat.of(RecordType.HHIT, Hhit::walk);

  private static Hhit walk(Fields<Hhit> f) {
    return new Hhit(f.base64("data", Hhit::data));
  }
}
