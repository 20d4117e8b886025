package org.polderdns.dnssec.key;

import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Octets;

/** Verifies signatures with one public key. Safe for all threads. */
public interface Verifier {
  /** Whether {@code signature} is one over {@code octets[from]} to {@code octets[to - 1]}. */
  boolean verifies(byte[] octets, int from, int to, Octets signature);

  /**
   * Verifies with a DNSKEY, by the fastest means present.
   *
   * @throws KeyRefusedException if the algorithm is not known here, or the public key is not one of
   *     the algorithm
   */
  static Verifier of(Dnskey key) {
    return SignatureEngine.verifier(key);
  }
}
