package org.polderdns.dnssec.key;

import org.polderdns.wire.Octets;

/** Signs octets with one key. Safe for all threads. */
public interface Signer {
  /**
   * The signature over {@code octets[from]} to {@code octets[to - 1]}, as an RRSIG record holds it:
   * PKCS #1 version 1.5 for RSA (RFC 3110, RFC 5702), two numbers of fixed length for ECDSA (RFC
   * 6605 §4), pure EdDSA (RFC 8080 §4).
   */
  Octets sign(byte[] octets, int from, int to);
}
