package org.polderdns.dnssec.key;

import java.math.BigInteger;
import org.polderdns.wire.Octets;

/** An RSA public key in the form of RFC 3110 §2: length of the exponent, exponent, modulus. */
record RsaPublic(BigInteger exponent, BigInteger modulus) {
  /** Larger exponents are of no use and make a signature slow to verify. */
  private static final int MAX_EXPONENT_BITS = 64;

  static RsaPublic read(SigningAlgorithm algorithm, Octets key) {
    int length = key.length() > 0 ? key.at(0) : 0;
    int at = 1;
    if (length == 0 && key.length() > 3) {
      length = key.u16(1);
      at = 3;
    }
    if (length == 0 || at + length >= key.length()) {
      throw KeyRefusedException.malformed("public key: its exponent does not fit into it");
    }
    RsaPublic read = new RsaPublic(
        new BigInteger(1, key.slice(at, at + length).toArray()),
        new BigInteger(1, key.slice(at + length, key.length()).toArray()));
    read.check(algorithm);
    return read;
  }

  void check(SigningAlgorithm algorithm) {
    algorithm.checkBits(modulus.bitLength());
    if (exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw new KeyRefusedException(
          KeyRefusedException.Reason.SIZE,
          "public exponent of " + exponent.bitLength() + " bits, at most " + MAX_EXPONENT_BITS);
    }
    if (!exponent.testBit(0) || exponent.bitLength() < 2 || !modulus.testBit(0)) {
      throw KeyRefusedException.malformed(
          "public key: even modulus, or exponent not odd and above 1");
    }
  }

  Octets write() {
    byte[] first = unsigned(exponent);
    byte[] second = unsigned(modulus);
    int prefix = first.length < 256 ? 1 : 3;
    byte[] key = new byte[prefix + first.length + second.length];
    if (prefix == 1) {
      key[0] = (byte) first.length;
    } else {
      key[1] = (byte) (first.length >> 8);
      key[2] = (byte) first.length;
    }
    System.arraycopy(first, 0, key, prefix, first.length);
    System.arraycopy(second, 0, key, prefix + first.length, second.length);
    return Octets.wrap(key);
  }

  /** Big-endian, without leading zeros. */
  static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    if (octets[0] != 0 || octets.length == 1) {
      return octets;
    }
    byte[] shorter = new byte[octets.length - 1];
    System.arraycopy(octets, 1, shorter, 0, shorter.length);
    return shorter;
  }
}
