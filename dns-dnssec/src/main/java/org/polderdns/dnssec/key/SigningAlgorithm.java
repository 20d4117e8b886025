package org.polderdns.dnssec.key;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The algorithms that zones are signed with, out of IANA's registry "DNS Security Algorithm
 * Numbers" (RFC 8624). DSA (3, 6) and GOST (12) are not among them.
 */
public enum SigningAlgorithm {
  /** RFC 3110; not with NSEC3, for which 7 stands. */
  RSASHA1(5, "RSASHA1", "rsasha1", 512, 4096),
  /** RFC 5155 §2. */
  RSASHA1_NSEC3_SHA1(7, "RSASHA1-NSEC3-SHA1", "rsasha1-nsec3-sha1", 512, 4096),
  /** RFC 5702. */
  RSASHA256(8, "RSASHA256", "rsasha256", 512, 4096),
  /** RFC 5702, which sets the lower limit. */
  RSASHA512(10, "RSASHA512", "rsasha512", 1024, 4096),
  /** RFC 6605. */
  ECDSAP256SHA256(13, "ECDSAP256SHA256", "ecdsa256", 256, 256),
  /** RFC 6605. */
  ECDSAP384SHA384(14, "ECDSAP384SHA384", "ecdsa384", 384, 384),
  /** RFC 8080. */
  ED25519(15, "ED25519", "ed25519", 256, 256),
  /** RFC 8080. */
  ED448(16, "ED448", "ed448", 456, 456);

  private static final List<SigningAlgorithm> ALL = List.of(values());

  private final int number;
  private final String mnemonic;
  private final String settingName;
  private final int minBits;
  private final int maxBits;

  SigningAlgorithm(int number, String mnemonic, String settingName, int minBits, int maxBits) {
    this.number = number;
    this.mnemonic = mnemonic;
    this.settingName = settingName;
    this.minBits = minBits;
    this.maxBits = maxBits;
  }

  /** The one of a number in DNSKEY, DS and RRSIG records; empty if zones are not signed with it. */
  public static Optional<SigningAlgorithm> of(int number) {
    for (SigningAlgorithm algorithm : ALL) {
      if (algorithm.number == number) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a number, a mnemonic or the name in settings, in any case.
   *
   * @throws KeyRefusedException if it is none of these
   */
  public static SigningAlgorithm parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(one -> lower.equals(one.settingName)
            || lower.equals(one.mnemonic.toLowerCase(Locale.ROOT))
            || lower.equals(Integer.toString(one.number)))
        .findFirst()
        .orElseThrow(() -> new KeyRefusedException(
            KeyRefusedException.Reason.ALGORITHM,
            "algorithm \"" + text + "\" is none that zones are signed with"));
  }

  /** As in DNSKEY, DS and RRSIG records. */
  public int number() {
    return number;
  }

  /** IANA's mnemonic, {@code RSASHA1-NSEC3-SHA1}. */
  public String mnemonic() {
    return mnemonic;
  }

  /** The name in settings and commands, {@code ecdsa256}. */
  public String settingName() {
    return settingName;
  }

  /** Bits of the smallest key. */
  public int minBits() {
    return minBits;
  }

  /** Bits of the largest key. */
  public int maxBits() {
    return maxBits;
  }

  /** Whether keys are pairs of primes of a size to be chosen; the others have one size. */
  public boolean isRsa() {
    return number <= 10;
  }

  boolean isEcdsa() {
    return this == ECDSAP256SHA256 || this == ECDSAP384SHA384;
  }

  /**
   * Fails unless keys may have that many bits.
   *
   * @throws KeyRefusedException if they may not
   */
  void checkBits(int bits) {
    if (bits < minBits || bits > maxBits) {
      throw new KeyRefusedException(
          KeyRefusedException.Reason.SIZE,
          mnemonic + " key of " + bits + " bits, allowed "
              + (minBits == maxBits ? "is " + minBits : "are " + minBits + " to " + maxBits));
    }
  }

  @Override
  public String toString() {
    return mnemonic;
  }
}
