package org.polderdns.records.rr;

import static org.polderdns.records.NameStyle.LOWERCASED;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A signature over a message, by a shared key (RFC 8945 §4.2). Only messages carry it.
 *
 * @param timeSigned seconds since 1970, 48 bits
 * @param fudge seconds, 0 to 65535
 * @param originalId the message's ID when it was signed
 * @param error see RFC 8945 §3
 */
public record Tsig(
    Name algorithm, long timeSigned, int fudge, Octets mac, int originalId, int error, Octets other)
    implements RdataView {
  public static final RdataFormat<Tsig> FORMAT = RdataFormat.of(RecordType.TSIG, Tsig::walk);

  private static Tsig walk(Fields<Tsig> f) {
    return new Tsig(
        f.name("algorithm", LOWERCASED, Tsig::algorithm),
        f.u48("timeSigned", Tsig::timeSigned),
        f.u16("fudge", Tsig::fudge),
        f.base64of16("mac", Tsig::mac),
        f.u16("originalId", Tsig::originalId),
        f.u16("error", DnssecNumbers.ERRORS, Tsig::error),
        f.base64of16("other", Tsig::other));
  }
}
