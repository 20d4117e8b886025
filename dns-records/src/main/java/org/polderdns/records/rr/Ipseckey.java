package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A public key for IPsec and the gateway that has it (RFC 4025 §2.1).
 *
 * @param gatewayType 0 none, 1 IPv4, 2 IPv6, 3 name
 * @param algorithm 0 no key, 1 DSA, 2 RSA, 3 ECDSA (RFC 9373: 4 EdDSA)
 */
public record Ipseckey(
    int precedence, int gatewayType, int algorithm, Gateway gateway, Octets publicKey)
    implements RdataView {
  public static final RdataFormat<Ipseckey> FORMAT =
      RdataFormat.of(RecordType.IPSECKEY, Ipseckey::walk);

  private static Ipseckey walk(Fields<Ipseckey> f) {
    int precedence = f.u8("precedence", Ipseckey::precedence);
    int gatewayType = f.u8("gatewayType", Ipseckey::gatewayType);
    return new Ipseckey(
        precedence,
        gatewayType,
        f.u8("algorithm", Ipseckey::algorithm),
        Gateway.walk(f, "gatewayType", gatewayType, "gateway", Ipseckey::gateway),
        f.base64("publicKey", Ipseckey::publicKey));
  }
}
