package org.polderdns.dnssec.online;

import java.time.Duration;

/**
 * What holds for zones whose metadata do not say otherwise, and for all zones alike.
 *
 * @param soaEdit for zones without {@code SOA-EDIT}; empty for none
 * @param soaEditSigned as that, for signed zones, and before it; empty for none
 * @param publishCds for zones without {@code PUBLISH-CDS}, in its form; empty for none
 * @param publishCdnskey for zones without {@code PUBLISH-CDNSKEY}, in its form; empty for none
 * @param storedKeys whether DNSKEY, CDS and CDNSKEY records in the zone's data are served too
 * @param maxIterations of NSEC3, 0 or more; zones that want more get so many
 * @param extension by how much longer signatures are valid, zero or more
 */
public record SigningDefaults(
    String soaEdit,
    String soaEditSigned,
    String publishCds,
    String publishCdnskey,
    boolean storedKeys,
    int maxIterations,
    Duration extension) {
  /** Nothing of all that, and at most 100 iterations. */
  public static final SigningDefaults NONE =
      new SigningDefaults("", "", "", "", false, 100, Duration.ZERO);

  public SigningDefaults {
    if (maxIterations < 0 || extension.isNegative()) {
      throw new IllegalArgumentException(maxIterations + " or " + extension + " is under 0");
    }
  }
}
