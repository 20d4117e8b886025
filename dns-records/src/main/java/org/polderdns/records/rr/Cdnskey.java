package org.polderdns.records.rr;

import org.polderdns.records.RdataFormat;
import org.polderdns.wire.RecordType;

/** A key that the child wants a DS for (RFC 7344 §3.2); {@code 0 3 0 AA==} asks for none. */
public final class Cdnskey {
  public static final RdataFormat<Dnskey> FORMAT =
      RdataFormat.ofUniform(RecordType.CDNSKEY, Dnskey::walk);

  private Cdnskey() {}
}
