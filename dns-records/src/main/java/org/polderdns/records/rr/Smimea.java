package org.polderdns.records.rr;

import org.polderdns.records.RdataFormat;
import org.polderdns.wire.RecordType;

/** Pins a certificate to a mail address; the fields of TLSA (RFC 8162 §2). */
public final class Smimea {
  public static final RdataFormat<Tlsa> FORMAT =
      RdataFormat.ofUniform(RecordType.SMIMEA, Tlsa::walk);

  private Smimea() {}
}
