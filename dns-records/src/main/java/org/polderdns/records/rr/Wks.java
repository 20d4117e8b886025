package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.Mnemonics;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The well known services of an address: a protocol and its ports (RFC 1035 §3.4.2); do not use
 * (RFC 1123 §2.2).
 *
 * @param bitmap a bit a port, port 0 the highest bit of the first octet; at most 8192 octets
 */
public record Wks(Octets address, int protocol, Octets bitmap) implements RdataView {
  public static final RdataFormat<Wks> FORMAT = RdataFormat.of(RecordType.WKS, Wks::walk);

  private static final Mnemonics PROTOCOLS = Mnemonics.read("1 ICMP 6 TCP 17 UDP");

  private static Wks walk(Fields<Wks> f) {
    return new Wks(
        f.ip4("address", Wks::address),
        f.u8("protocol", PROTOCOLS, Wks::protocol),
        f.field("ports", WksPorts.KIND, Wks::bitmap));
  }
}
