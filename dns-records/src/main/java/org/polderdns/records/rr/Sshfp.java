package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The fingerprint of a host's SSH key (RFC 4255 §3.1).
 *
 * @param algorithm of the key, 0 to 255
 * @param fingerprintType 0 to 255: 1 SHA-1, 2 SHA-256 (RFC 6594)
 */
public record Sshfp(int algorithm, int fingerprintType, Octets fingerprint) implements RdataView {
  public static final RdataFormat<Sshfp> FORMAT =
      RdataFormat.ofUniform(RecordType.SSHFP, Sshfp::walk);

  private static Sshfp walk(Fields<Sshfp> f) {
    return new Sshfp(
        f.u8("algorithm", Sshfp::algorithm),
        f.u8("fingerprintType", Sshfp::fingerprintType),
        f.hex("fingerprint", Sshfp::fingerprint));
  }
}
