package org.polderdns.records.rr;

import org.polderdns.records.RdataFormat;
import org.polderdns.wire.RecordType;

/** The service binding of an HTTPS origin; the fields of SVCB (RFC 9460 §9). */
public final class Https {
  public static final RdataFormat<Svcb> FORMAT = RdataFormat.of(RecordType.HTTPS, Svcb::walk);

  private Https() {}
}
