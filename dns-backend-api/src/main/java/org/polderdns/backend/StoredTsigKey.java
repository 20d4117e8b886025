package org.polderdns.backend;

import org.polderdns.wire.Name;

/**
 * A key that messages are signed with (RFC 8945), as a store keeps it: neither algorithm nor secret
 * is sure to be one. A name may have several keys, one for each algorithm.
 *
 * @param algorithm such as {@code hmac-sha256}, without a last dot
 * @param secret base64. No message and no log may have it, and {@link #toString} has not
 */
public record StoredTsigKey(Name name, String algorithm, String secret) {
  /** All but the secret. */
  @Override
  public String toString() {
    return "TSIG key " + name + " " + algorithm;
  }
}
