package org.polderdns.records.rr;

import org.polderdns.records.RdataFormat;
import org.polderdns.wire.RecordType;

/** A trust anchor in the form of a DS (IANA registry, type 32768). */
public final class Ta {
  public static final RdataFormat<Ds> FORMAT = RdataFormat.of(RecordType.TA, Ds::walk);

  private Ta() {}
}
