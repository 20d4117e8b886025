package org.polderdns.records.rr;

import java.util.random.RandomGenerator;
import org.polderdns.records.OctetBuilder;
import org.polderdns.wire.Octets;

/** What kinds of fields with a fixed number of octets share. */
final class FixedOctets {
  private FixedOctets() {}

  static void write(Octets value, int length, OctetBuilder out) {
    if (value.length() != length) {
      throw new IllegalArgumentException("expected " + length + " octets, found " + value.length());
    }
    out.octets(value);
  }

  static Octets random(int length, RandomGenerator random) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return Octets.wrap(octets);
  }
}
