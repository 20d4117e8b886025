package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * What a server needs to hash names as the zone's NSEC3 chain does (RFC 5155 §4).
 *
 * @param hashAlgorithm 1 is SHA-1
 * @param flags 0
 * @param iterations additional ones, 0 to 65535
 * @param salt 0 to 255 octets
 */
public record Nsec3Param(int hashAlgorithm, int flags, int iterations, Octets salt)
    implements RdataView {
  public static final RdataFormat<Nsec3Param> FORMAT =
      RdataFormat.ofUniform(RecordType.NSEC3PARAM, Nsec3Param::walk);

  private static Nsec3Param walk(Fields<Nsec3Param> f) {
    return new Nsec3Param(
        f.u8("hashAlgorithm", Nsec3Param::hashAlgorithm),
        f.u8("flags", Nsec3Param::flags),
        f.u16("iterations", Nsec3Param::iterations),
        f.hex8("salt", Nsec3Param::salt));
  }
}
