package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.LOWERCASED;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Agrees on a shared key (RFC 2930 §2). Only messages carry it.
 *
 * @param inception seconds since 1970 modulo 2^32
 * @param expiration as {@code inception}
 * @param mode 2 Diffie-Hellman, 3 GSS-API, 5 deletion
 * @param error see RFC 2930 §2.6
 */
public record Tkey(
    Name algorithm, long inception, long expiration, int mode, int error, Octets key, Octets other)
    implements RdataView {
  public static final RdataFormat<Tkey> FORMAT = RdataFormat.of(RecordType.TKEY, Tkey::walk);

  private static Tkey walk(Fields<Tkey> f) {
    return new Tkey(
        f.name("algorithm", LOWERCASED, Tkey::algorithm),
        f.time("inception", Tkey::inception),
        f.time("expiration", Tkey::expiration),
        f.u16("mode", Tkey::mode),
        f.u16("error", DnssecNumbers.ERRORS, Tkey::error),
        f.base64of16("key", Tkey::key),
        f.base64of16("other", Tkey::other));
  }
}
