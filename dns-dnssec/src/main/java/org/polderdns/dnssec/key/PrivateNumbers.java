package org.polderdns.dnssec.key;

import java.math.BigInteger;
import java.util.Arrays;

/** The secret part of a key. Nothing of it is ever printed. */
sealed interface PrivateNumbers {
  /** PKCS #1 (RFC 8017 §3.2). */
  final class Rsa implements PrivateNumbers {
    final BigInteger modulus;
    final BigInteger publicExponent;
    final BigInteger privateExponent;
    final BigInteger prime1;
    final BigInteger prime2;
    final BigInteger exponent1;
    final BigInteger exponent2;
    final BigInteger coefficient;

    /** Takes modulus, exponents, primes, their exponents and the coefficient, in that order. */
    Rsa(BigInteger[] numbers) {
      modulus = numbers[0];
      publicExponent = numbers[1];
      privateExponent = numbers[2];
      prime1 = numbers[3];
      prime2 = numbers[4];
      exponent1 = numbers[5];
      exponent2 = numbers[6];
      coefficient = numbers[7];
    }

    BigInteger[] all() {
      return new BigInteger[] {
        modulus, publicExponent, privateExponent, prime1, prime2, exponent1, exponent2, coefficient
      };
    }

    /** Whether the numbers are those of one key, so that what it signs will verify. */
    boolean areConsistent() {
      for (BigInteger number : all()) {
        if (number.signum() <= 0 || number.bitLength() > modulus.bitLength()) {
          return false;
        }
      }
      BigInteger order1 = prime1.subtract(BigInteger.ONE);
      BigInteger order2 = prime2.subtract(BigInteger.ONE);
      return order1.signum() > 0
          && order2.signum() > 0
          && prime1.multiply(prime2).equals(modulus)
          && publicExponent.multiply(exponent1).mod(order1).equals(BigInteger.ONE)
          && publicExponent.multiply(exponent2).mod(order2).equals(BigInteger.ONE)
          && privateExponent.mod(order1).equals(exponent1.mod(order1))
          && privateExponent.mod(order2).equals(exponent2.mod(order2))
          && coefficient.multiply(prime2).mod(prime1).equals(BigInteger.ONE);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Rsa rsa && Arrays.equals(all(), rsa.all());
    }

    @Override
    public int hashCode() {
      return modulus.hashCode();
    }
  }

  /** None: the key is in a token. */
  record InToken(TokenKey key) implements PrivateNumbers {}

  /** The scalar of an ECDSA key or the seed of an EdDSA one (RFC 6605 §6, RFC 8080 §6). */
  final class Secret implements PrivateNumbers {
    private final byte[] octets;

    /** Takes the array, which must not be changed any more. */
    Secret(byte[] octets) {
      this.octets = octets;
    }

    /** The array itself, not to be changed. */
    byte[] octets() {
      return octets;
    }

    BigInteger scalar() {
      return new BigInteger(1, octets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Secret secret && Arrays.equals(octets, secret.octets);
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }
}
