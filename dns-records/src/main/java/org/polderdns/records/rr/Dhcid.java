package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Which DHCP client an address belongs to (RFC 4701 §3.1). */
public record Dhcid(Octets data) implements RdataView {
  public static final RdataFormat<Dhcid> FORMAT = RdataFormat.of(RecordType.DHCID, Dhcid::walk);

  private static Dhcid walk(Fields<Dhcid> f) {
    return new Dhcid(f.base64("data", Dhcid::data));
  }
}
