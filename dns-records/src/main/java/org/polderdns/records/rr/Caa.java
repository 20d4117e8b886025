package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Which authorities may issue certificates for the owner (RFC 8659 §4.1).
 *
 * @param flags 128 is critical
 * @param tag letters and digits of ASCII, 1 to 255
 */
public record Caa(int flags, Octets tag, Octets value) implements RdataView {
  public static final RdataFormat<Caa> FORMAT = RdataFormat.of(RecordType.CAA, Caa::walk);

  private static Caa walk(Fields<Caa> f) {
    return new Caa(
        f.u8("flags", Caa::flags),
        f.field("tag", CaaTag.KIND, Caa::tag),
        f.text("value", Caa::value));
  }
}
