package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.RecordType;

/**
 * Which RRsets the parent should copy from the child (RFC 7477 §2.1.1).
 *
 * @param serial of the child's SOA
 * @param flags 1 immediate, 2 soaminimum
 */
public record Csync(long serial, int flags, TypeSet types) implements RdataView {
  public static final RdataFormat<Csync> FORMAT = RdataFormat.of(RecordType.CSYNC, Csync::walk);

  private static Csync walk(Fields<Csync> f) {
    return new Csync(
        f.u32("serial", Csync::serial),
        f.u16("flags", Csync::flags),
        f.types("types", Csync::types));
  }
}
