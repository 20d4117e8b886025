package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** An ILNP node identifier, 8 octets (RFC 6742 §2.1). */
public record Nid(int preference, Octets nodeId) implements RdataView {
  public static final RdataFormat<Nid> FORMAT = RdataFormat.of(RecordType.NID, Nid::walk);

  private static Nid walk(Fields<Nid> f) {
    return new Nid(
        f.u16("preference", Nid::preference), f.field("nodeId", Quads.KIND, Nid::nodeId));
  }
}
