package org.polderdns.dnssec.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

/** Signatures by way of the platform's interface, from its own code or a provider's. */
final class JcaSignatures {
  private JcaSignatures() {}

  static Signer signer(SigningKey key, Optional<Provider> provider)
      throws GeneralSecurityException {
    PrivateKey privateKey = privateKey(key, provider);
    return OneThread.signer(() -> {
      Signature signature = signature(key.algorithm(), provider);
      signature.initSign(privateKey);
      return (octets, from, to) -> {
        signature.update(octets, from, to - from);
        return signature.sign();
      };
    });
  }

  static Verifier verifier(PublicPart key, Optional<Provider> provider)
      throws GeneralSecurityException {
    PublicKey publicKey = publicKey(key, provider);
    return OneThread.verifier(() -> {
      Signature signature = signature(key.algorithm(), provider);
      signature.initVerify(publicKey);
      return (octets, from, to, candidate) -> {
        signature.update(octets, from, to - from);
        return signature.verify(candidate);
      };
    });
  }

  private static Signature signature(SigningAlgorithm algorithm, Optional<Provider> provider)
      throws GeneralSecurityException {
    String name = switch (algorithm) {
      case RSASHA1, RSASHA1_NSEC3_SHA1 -> "SHA1withRSA";
      case RSASHA256 -> "SHA256withRSA";
      case RSASHA512 -> "SHA512withRSA";
      case ECDSAP256SHA256 -> "SHA256withECDSAinP1363Format";
      case ECDSAP384SHA384 -> "SHA384withECDSAinP1363Format";
      case ED25519 -> "Ed25519";
      case ED448 -> "Ed448";
    };
    return provider.isPresent()
        ? Signature.getInstance(name, provider.get())
        : Signature.getInstance(name);
  }

  private static KeyFactory factory(String name, Optional<Provider> provider)
      throws GeneralSecurityException {
    return provider.isPresent()
        ? KeyFactory.getInstance(name, provider.get())
        : KeyFactory.getInstance(name);
  }

  private static PrivateKey privateKey(SigningKey key, Optional<Provider> provider)
      throws GeneralSecurityException {
    if (key.numbers() instanceof PrivateNumbers.Rsa rsa) {
      return factory("RSA", provider)
          .generatePrivate(new RSAPrivateCrtKeySpec(
              rsa.modulus,
              rsa.publicExponent,
              rsa.privateExponent,
              rsa.prime1,
              rsa.prime2,
              rsa.exponent1,
              rsa.exponent2,
              rsa.coefficient));
    }
    PrivateNumbers.Secret secret = (PrivateNumbers.Secret) key.numbers();
    if (key.algorithm().isEcdsa()) {
      return factory("EC", provider)
          .generatePrivate(new ECPrivateKeySpec(secret.scalar(), curve(key.algorithm())));
    }
    // The platform's, which providers take too; not each has a factory of its own.
    return factory("EdDSA", Optional.empty())
        .generatePrivate(new EdECPrivateKeySpec(edwards(key.algorithm()), secret.octets()));
  }

  private static PublicKey publicKey(PublicPart key, Optional<Provider> provider)
      throws GeneralSecurityException {
    byte[] octets = key.octets().toArray();
    if (key.algorithm().isRsa()) {
      RsaPublic rsa = RsaPublic.read(key.algorithm(), key.octets());
      return factory("RSA", provider)
          .generatePublic(new RSAPublicKeySpec(rsa.modulus(), rsa.exponent()));
    }
    if (key.algorithm().isEcdsa()) {
      int half = octets.length / 2;
      ECPoint point =
          new ECPoint(new BigInteger(1, octets, 0, half), new BigInteger(1, octets, half, half));
      return factory("EC", provider)
          .generatePublic(new ECPublicKeySpec(point, curve(key.algorithm())));
    }
    return factory("EdDSA", Optional.empty())
        .generatePublic(new EdECPublicKeySpec(edwards(key.algorithm()), edwardsPoint(octets)));
  }

  private static ECParameterSpec curve(SigningAlgorithm algorithm) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(Curves.of(algorithm).jcaName()));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static NamedParameterSpec edwards(SigningAlgorithm algorithm) {
    return algorithm == SigningAlgorithm.ED25519
        ? NamedParameterSpec.ED25519
        : NamedParameterSpec.ED448;
  }

  /** A point in its form of RFC 8032 §5.1.2: little-endian, the top bit tells of x. */
  private static EdECPoint edwardsPoint(byte[] octets) {
    byte[] y = new byte[octets.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = octets[y.length - 1 - i];
    }
    boolean xIsOdd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    return new EdECPoint(xIsOdd, new BigInteger(1, y));
  }
}
