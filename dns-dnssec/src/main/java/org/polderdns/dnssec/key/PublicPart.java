package org.polderdns.dnssec.key;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Octets;

/** A public key whose form was checked. */
record PublicPart(SigningAlgorithm algorithm, Octets octets) {
  /**
   * The one of a DNSKEY.
   *
   * @throws KeyRefusedException if the algorithm is not known, or the key has not its form
   */
  static PublicPart of(Dnskey dnskey) {
    SigningAlgorithm algorithm = SigningAlgorithm.of(dnskey.algorithm())
        .orElseThrow(() -> new KeyRefusedException(
            Reason.ALGORITHM, "algorithm " + dnskey.algorithm() + " is not known"));
    PublicPart key = new PublicPart(algorithm, dnskey.publicKey());
    switch (algorithm) {
      case ECDSAP256SHA256, ECDSAP384SHA384 -> {
        key.checkLength(2 * Curves.of(algorithm).octets());
        key.checkPoint();
      }
      case ED25519 -> key.checkLength(Ed25519.PUBLIC_KEY_SIZE);
      case ED448 -> key.checkLength(Ed448.PUBLIC_KEY_SIZE);
      default -> RsaPublic.read(algorithm, key.octets);
    }
    return key;
  }

  private void checkLength(int expected) {
    if (octets.length() != expected) {
      throw new KeyRefusedException(
          Reason.SIZE,
          algorithm + " public key of " + octets.length() + " octets, expected " + expected);
    }
  }

  private void checkPoint() {
    try {
      Curves.of(algorithm).point(octets.toArray());
    } catch (IllegalArgumentException e) {
      throw KeyRefusedException.malformed("public key: not a point of the curve");
    }
  }
}
