package org.polderdns.records.rr;

import static org.polderdns.records.rr.DnssecNumbers.ALGORITHMS;
import static org.polderdns.records.rr.DnssecNumbers.DIGESTS;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The digest of a key of the child zone that its parent vouches for (RFC 4034 §5.1).
 *
 * @param keyTag of the DNSKEY, 0 to 65535
 * @param algorithm of the DNSKEY, 0 to 255
 * @param digestType 0 to 255
 */
public record Ds(int keyTag, int algorithm, int digestType, Octets digest) implements RdataView {
  public static final RdataFormat<Ds> FORMAT = RdataFormat.ofUniform(RecordType.DS, Ds::walk);

  static Ds walk(Fields<Ds> f) {
    return new Ds(
        f.u16("keyTag", Ds::keyTag),
        f.u8("algorithm", ALGORITHMS, Ds::algorithm),
        f.u8("digestType", DIGESTS, Ds::digestType),
        f.hex("digest", Ds::digest));
  }
}
