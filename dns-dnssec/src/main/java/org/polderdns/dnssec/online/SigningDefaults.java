package org.polderdns.dnssec.online;

import java.time.Duration;
import org.polderdns.wire.Name;

/**
 * What holds for zones whose metadata do not say otherwise, and for all zones alike.
 *
 * @param soaEdit for zones without {@code SOA-EDIT}; empty for none
 * @param soaEditSigned as that, for signed zones, and before it; empty for none
 * @param publishCds for zones without {@code PUBLISH-CDS}, in its form; empty for none
 * @param publishCdnskey for zones without {@code PUBLISH-CDNSKEY}, in its form; empty for none
 * @param soaEditSpread in which time after the begin of a week the serials of zones move by SOA-EDIT,
 *     each after its own part of it; whole seconds, zero or more
 * @param storedKeys whether DNSKEY, CDS and CDNSKEY records in the zone's data are served too
 * @param storedKeySignatures whether RRSIG records in the zone's data that cover DNSKEY are served in
 *     place of those made
 * @param maxIterations of NSEC3, 0 or more; zones that want more get so many
 * @param extension by how much longer signatures are valid, zero or more
 */
public record SigningDefaults(
    String soaEdit,
    String soaEditSigned,
    String publishCds,
    String publishCdnskey,
    Duration soaEditSpread,
    boolean storedKeys,
    boolean storedKeySignatures,
    int maxIterations,
    Duration extension) {
  /** Nothing of all that, and at most 100 iterations. */
  public static final SigningDefaults NONE =
      new SigningDefaults("", "", "", "", Duration.ZERO, false, false, 100, Duration.ZERO);

  public SigningDefaults {
    if (maxIterations < 0 || extension.isNegative() || soaEditSpread.isNegative()) {
      throw new IllegalArgumentException(
          maxIterations + ", " + extension + " or " + soaEditSpread + " is under 0");
    }
  }

  /** Seconds after the begin of a week in which the serial of a zone moves by SOA-EDIT. */
  public long soaEditDelay(Name apex) {
    long spread = soaEditSpread.toSeconds();
    return Math.floorMod(apex.hashCode() * 0x9e3779b97f4a7c15L >>> 1, spread + 1);
  }
}
