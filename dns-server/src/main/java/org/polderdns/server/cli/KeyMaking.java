package org.polderdns.server.cli;

import java.security.SecureRandom;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;

/** Makes signing keys. */
final class KeyMaking {
  /** RFC 8624 has no number; 1024 bits are too few for years to come, and more than these slow. */
  private static final int USUAL_RSA_BITS = 2048;

  private KeyMaking() {}

  /**
   * Makes a key.
   *
   * @param bits 0 for as many as are usual
   * @throws org.polderdns.dnssec.key.KeyRefusedException if the algorithm does not allow that size
   */
  static SigningKey generate(SigningAlgorithm algorithm, int bits) {
    return SigningKey.generate(algorithm, bits(algorithm, bits), new SecureRandom());
  }

  /** The size wanted, or what is usual for 0. */
  static int bits(SigningAlgorithm algorithm, int wanted) {
    int usual = algorithm.isRsa() ? USUAL_RSA_BITS : algorithm.maxBits();
    return wanted == 0 ? usual : wanted;
  }
}
