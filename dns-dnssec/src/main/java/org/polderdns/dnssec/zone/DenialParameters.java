package org.polderdns.dnssec.zone;

import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Octets;
import org.polderdns.zone.Nsec3Hash;

/**
 * How a zone proves that something is not there: by NSEC (RFC 4034 §4), or by NSEC3 (RFC 5155).
 *
 * @param isHashed whether by NSEC3; the other three are of no meaning if not
 * @param iterations further rounds of hashing, 0 to {@link Nsec3Hash#MAX_ITERATIONS}; RFC 9276 wants
 *     0
 * @param salt 0 to 255 octets; RFC 9276 wants none
 * @param optOut whether delegations without DS are left out of the chain (RFC 5155 §6)
 */
public record DenialParameters(boolean isHashed, int iterations, Octets salt, boolean optOut) {
  public static final DenialParameters NSEC = new DenialParameters(false, 0, Octets.EMPTY, false);

  /** What RFC 9276 recommends. */
  public static final DenialParameters NSEC3 = new DenialParameters(true, 0, Octets.EMPTY, false);

  public DenialParameters {
    if (iterations < 0 || iterations > Nsec3Hash.MAX_ITERATIONS || salt.length() > 255) {
      throw new IllegalArgumentException(
          iterations + " iterations are not 0 to 2500, or a salt of over 255 octets");
    }
  }

  public DenialParameters withOptOut() {
    return new DenialParameters(isHashed, iterations, salt, true);
  }

  /** The data of the NSEC3PARAM record, whose flags are 0 even with opt-out (RFC 5155 §4.1.2). */
  Nsec3Param nsec3Param() {
    return new Nsec3Param(Nsec3Hash.SHA1, 0, iterations, salt);
  }
}
