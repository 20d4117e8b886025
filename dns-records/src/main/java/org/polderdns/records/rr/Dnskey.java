package org.polderdns.records.rr;

import static org.polderdns.records.rr.DnssecNumbers.ALGORITHMS;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A public key that signs the zone (RFC 4034 §2.1).
 *
 * @param flags 256 is a zone key, 257 one that is a secure entry point too
 * @param protocol always 3
 * @param algorithm 0 to 255
 */
public record Dnskey(int flags, int protocol, int algorithm, Octets publicKey)
    implements RdataView {
  public static final RdataFormat<Dnskey> FORMAT =
      RdataFormat.ofUniform(RecordType.DNSKEY, Dnskey::walk);

  static Dnskey walk(Fields<Dnskey> f) {
    return new Dnskey(
        f.u16("flags", Dnskey::flags),
        f.u8("protocol", Dnskey::protocol),
        f.u8("algorithm", ALGORITHMS, Dnskey::algorithm),
        f.base64("publicKey", Dnskey::publicKey));
  }
}
