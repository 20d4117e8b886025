package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An end point identifier of Nimrod (draft-ietf-nimrod-dns). */
public record Eid(Octets data) implements RdataView {
  public static final RdataFormat<Eid> FORMAT = RdataFormat.of(RecordType.EID, Eid::walk);

  private static Eid walk(Fields<Eid> f) {
    return new Eid(f.hex("data", Eid::data));
  }
}
