package org.polderdns.records.rr;

import org.polderdns.records.RdataFormat;
import org.polderdns.wire.RecordType;

/** A key vouched for outside of the parent (RFC 4431 §2, historic by RFC 8749). */
public final class Dlv {
  public static final RdataFormat<Ds> FORMAT = RdataFormat.of(RecordType.DLV, Ds::walk);

  private Dlv() {}
}
