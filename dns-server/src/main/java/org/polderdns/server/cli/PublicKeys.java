package org.polderdns.server.cli;

import java.util.Comparator;
import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.key.KeyRole;
import org.polderdns.dnssec.key.KeyTags;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** The keys of zones that are signed elsewhere, as their DNSKEY records tell of them. */
final class PublicKeys {
  private PublicKeys() {}

  /** The records at the apex of a zone, secure entry points first. */
  static List<Dnskey> of(ServedZone zone) {
    return Tool.atApex(zone, RecordType.DNSKEY).stream()
        .flatMap(rrset -> rrset.rdatas().stream())
        .map(Dnskey.FORMAT::read)
        .sorted(Comparator.comparing(PublicKeys::role))
        .toList();
  }

  /** What the flags of a key intend. */
  static KeyRole role(Dnskey key) {
    return (key.flags() & KeyTags.SECURE_ENTRY_POINT) != 0 ? KeyRole.KSK : KeyRole.ZSK;
  }

  static int tag(Dnskey key) {
    return KeyTags.of(key);
  }

  /** The mnemonic of a key's algorithm, or its number. */
  static String algorithm(Dnskey key) {
    return SigningAlgorithm.of(key.algorithm())
        .map(SigningAlgorithm::mnemonic)
        .orElse(Integer.toString(key.algorithm()));
  }

  /** The size of a key: of RSA that of the modulus (RFC 3110 §2), else that of the algorithm. */
  static int bits(Dnskey key) {
    return SigningAlgorithm.of(key.algorithm())
        .filter(algorithm -> !algorithm.isRsa())
        .map(SigningAlgorithm::maxBits)
        .orElseGet(() -> modulusBits(key.publicKey()));
  }

  private static int modulusBits(Octets octets) {
    int exponent = octets.length() > 0 ? octets.at(0) : 0;
    int start = 1 + exponent;
    if (exponent == 0 && octets.length() >= 3) {
      start = 3 + octets.u16(1);
    }
    while (start < octets.length() && octets.at(start) == 0) {
      start++;
    }
    return start >= octets.length()
        ? 0
        : 8 * (octets.length() - start) - Integer.numberOfLeadingZeros(octets.at(start)) + 24;
  }
}
