package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.Mnemonics;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** A certificate or revocation list, or where it is (RFC 4398 §2). */
public record Cert(int certificateType, int keyTag, int algorithm, Octets certificate)
    implements RdataView {
  public static final RdataFormat<Cert> FORMAT = RdataFormat.of(RecordType.CERT, Cert::walk);

  private static final Mnemonics TYPES = Mnemonics.read(
      "1 PKIX 2 SPKI 3 PGP 4 IPKIX 5 ISPKI 6 IPGP 7 ACPKIX 8 IACPKIX 253 URI 254 OID");

  private static Cert walk(Fields<Cert> f) {
    return new Cert(
        f.u16("certificateType", TYPES, Cert::certificateType),
        f.u16("keyTag", Cert::keyTag),
        f.u8("algorithm", Algorithms.DNSSEC, Cert::algorithm),
        f.base64("certificate", Cert::certificate));
  }
}
