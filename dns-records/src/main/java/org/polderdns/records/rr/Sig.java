package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.DECOMPRESSIBLE;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A signature as DNSSEC had it before RRSIG; now for SIG(0) alone (RFC 2535 §4, RFC 2931).
 *
 * @param originalTtl seconds, 0 to 2^32-1
 * @param expiration seconds since 1970 modulo 2^32 (RFC 1982), as is {@code inception}
 */
public record Sig(
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
  public static final RdataFormat<Sig> FORMAT = RdataFormat.of(RecordType.SIG, Sig::walk);

  private static Sig walk(Fields<Sig> f) {
    return new Sig(
        f.type("typeCovered", Sig::typeCovered),
        f.u8("algorithm", Algorithms.DNSSEC, Sig::algorithm),
        f.u8("labels", Sig::labels),
        f.u32("originalTtl", Sig::originalTtl),
        f.time("expiration", Sig::expiration),
        f.time("inception", Sig::inception),
        f.u16("keyTag", Sig::keyTag),
        f.name("signer", DECOMPRESSIBLE, Sig::signer),
        f.base64("signature", Sig::signature));
  }
}
