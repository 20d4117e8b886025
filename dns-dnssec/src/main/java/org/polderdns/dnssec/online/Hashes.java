package org.polderdns.dnssec.online;

import org.polderdns.wire.Octets;

/** Hashes of NSEC3 as numbers, which are a circle. */
final class Hashes {
  private Hashes() {}

  static Octets plusOne(Octets hash) {
    byte[] octets = hash.toArray();
    for (int i = octets.length - 1; i >= 0 && ++octets[i] == 0; i--) {}
    return Octets.wrap(octets);
  }

  static Octets minusOne(Octets hash) {
    byte[] octets = hash.toArray();
    for (int i = octets.length - 1; i >= 0 && octets[i]-- == 0; i--) {}
    return Octets.wrap(octets);
  }
}
