package org.polderdns.records.rr;

import org.polderdns.records.RdataFormat;
import org.polderdns.wire.RecordType;

/** A public key for encrypting NAPTR records (draft-reid-dnsext-rkey). */
public final class Rkey {
  public static final RdataFormat<Dnskey> FORMAT = RdataFormat.of(RecordType.RKEY, Dnskey::walk);

  private Rkey() {}
}
