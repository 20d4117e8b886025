package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.LOWERCASED;
import static org.polderdns.records.rr.DnssecNumbers.ALGORITHMS;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A signature over an RRset (RFC 4034 §3.1).
 *
 * @param typeCovered type of the RRset
 * @param algorithm 0 to 255
 * @param labels of the owner that was signed, without the root and a wildcard's asterisk
 * @param originalTtl seconds, TTL of the RRset in the zone
 * @param expiration seconds since 1970 modulo 2^32, compared by RFC 1982
 * @param inception as {@code expiration}
 * @param keyTag of the DNSKEY, 0 to 65535
 * @param signer the zone
 */
public record Rrsig(
    RecordType typeCovered,
    int algorithm,
    int labels,
    long originalTtl,
    long expiration,
    long inception,
    int keyTag,
    Name signer,
    Octets signature)
    implements RdataView {
  public static final RdataFormat<Rrsig> FORMAT =
      RdataFormat.ofUniform(RecordType.RRSIG, Rrsig::walk);

  private static Rrsig walk(Fields<Rrsig> f) {
    return new Rrsig(
        f.type("typeCovered", Rrsig::typeCovered),
        f.u8("algorithm", ALGORITHMS, Rrsig::algorithm),
        f.u8("labels", Rrsig::labels),
        f.duration("originalTtl", Rrsig::originalTtl),
        f.time("expiration", Rrsig::expiration),
        f.time("inception", Rrsig::inception),
        f.u16("keyTag", Rrsig::keyTag),
        f.name("signer", LOWERCASED, Rrsig::signer),
        f.base64("signature", Rrsig::signature));
  }
}
