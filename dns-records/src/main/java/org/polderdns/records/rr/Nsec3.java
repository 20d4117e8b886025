package org.polderdns.records.rr;

import org.polderdns.records.Fields;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataView;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * The next hashed owner name of the zone and the types that this one's original has (RFC 5155 §3).
 *
 * @param hashAlgorithm 1 is SHA-1
 * @param flags 1 is opt-out
 * @param iterations additional ones, 0 to 65535
 * @param salt 0 to 255 octets
 * @param nextHash 1 to 255 octets
 */
public record Nsec3(
    int hashAlgorithm, int flags, int iterations, Octets salt, Octets nextHash, TypeSet types)
    implements RdataView {
  public static final RdataFormat<Nsec3> FORMAT =
      RdataFormat.ofUniform(RecordType.NSEC3, Nsec3::walk);

  private static Nsec3 walk(Fields<Nsec3> f) {
    return new Nsec3(
        f.u8("hashAlgorithm", Nsec3::hashAlgorithm),
        f.u8("flags", Nsec3::flags),
        f.u16("iterations", Nsec3::iterations),
        f.hex8("salt", Nsec3::salt),
        f.base32hex8("nextHash", Nsec3::nextHash),
        f.types("types", Nsec3::types));
  }
}
