package org.polderdns.dnssec.key;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.polderdns.records.rr.Dnskey;

/**
 * What computes signatures. Each signature that one makes verifies with the others; they differ in
 * speed, by a factor of more than 30. What is fastest for an algorithm is taken unasked; the two in
 * pure Java are always there.
 */
public enum SignatureEngine {
  /** Native code: the Amazon Corretto Crypto Provider, if its jar is on the class path. */
  ACCP,

  /** The Java code of BouncyCastle. Its ECDSA is that of RFC 6979: same octets, same signature. */
  BOUNCY_CASTLE,

  /** The Java code of the platform. */
  JDK;

  /** Ahead in pure Java: for curves BouncyCastle, measured on JDK 17 and 25; the JDK for RSA. */
  private static final List<SignatureEngine> CURVES_BY_SPEED = List.of(ACCP, BOUNCY_CASTLE, JDK);

  private static final List<SignatureEngine> RSA_BY_SPEED = List.of(ACCP, JDK, BOUNCY_CASTLE);

  /** Native code is loaded when it is first asked for, as that takes a fifth of a second. */
  private static final class Native {
    static final Optional<Provider> PROVIDER = find();

    private static Optional<Provider> find() {
      try {
        Class<?> type =
            Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
        Provider provider = (Provider) type.getField("INSTANCE").get(null);
        Object error = type.getMethod("getLoadingError").invoke(provider);
        return error == null ? Optional.of(provider) : Optional.empty();
      } catch (ReflectiveOperationException | LinkageError e) {
        return Optional.empty(); // no jar, or one for another machine
      }
    }
  }

  /** Those that know an algorithm, whether present or not, the fastest first. */
  public static List<SignatureEngine> bySpeed(SigningAlgorithm algorithm) {
    return (algorithm.isRsa() ? RSA_BY_SPEED : CURVES_BY_SPEED)
        .stream().filter(engine -> engine.knows(algorithm)).toList();
  }

  /** Whether it can be used here. */
  public boolean isPresent() {
    return this != ACCP || Native.PROVIDER.isPresent();
  }

  /** Whether it signs by an algorithm, if it is present. */
  public boolean knows(SigningAlgorithm algorithm) {
    return this != ACCP || algorithm != SigningAlgorithm.ED448;
  }

  static Signer signer(SigningKey key) {
    for (SignatureEngine engine : bySpeed(key.algorithm())) {
      if (engine.isPresent()) {
        try {
          return engine.make(key);
        } catch (GeneralSecurityException | RuntimeException e) {
          // Too small a key for it, perhaps; the next one may take it.
        }
      }
    }
    throw new KeyRefusedException(
        KeyRefusedException.Reason.SIZE, "nothing here signs with " + key);
  }

  Signer signerFor(SigningKey key) {
    check(key.algorithm());
    try {
      return make(key);
    } catch (GeneralSecurityException e) {
      throw new KeyRefusedException(
          KeyRefusedException.Reason.SIZE, this + " does not sign with " + key);
    }
  }

  private void check(SigningAlgorithm algorithm) {
    if (!isPresent() || !knows(algorithm)) {
      throw new IllegalStateException(this + " is not there for " + algorithm);
    }
  }

  private Signer make(SigningKey key) throws GeneralSecurityException {
    return switch (this) {
      case ACCP -> JcaSignatures.signer(key, Native.PROVIDER);
      case BOUNCY_CASTLE -> BouncySignatures.signer(key);
      case JDK -> JcaSignatures.signer(key, Optional.empty());
    };
  }

  static Verifier verifier(Dnskey dnskey) {
    PublicPart key = PublicPart.of(dnskey);
    for (SignatureEngine engine : bySpeed(key.algorithm())) {
      if (engine.isPresent()) {
        try {
          return engine.make(key);
        } catch (GeneralSecurityException | RuntimeException e) {
          // As for signers.
        }
      }
    }
    throw KeyRefusedException.malformed("public key: not one of " + key.algorithm());
  }

  /**
   * Verifies with a DNSKEY by this means.
   *
   * @throws IllegalStateException if it is not present or does not know the algorithm
   * @throws KeyRefusedException as {@link Verifier#of}
   */
  public Verifier verifierFor(Dnskey dnskey) {
    PublicPart key = PublicPart.of(dnskey);
    check(key.algorithm());
    try {
      return make(key);
    } catch (GeneralSecurityException e) {
      throw KeyRefusedException.malformed("public key: not one of " + key.algorithm());
    }
  }

  private Verifier make(PublicPart key) throws GeneralSecurityException {
    return switch (this) {
      case ACCP -> JcaSignatures.verifier(key, Native.PROVIDER);
      case BOUNCY_CASTLE -> BouncySignatures.verifier(key);
      case JDK -> JcaSignatures.verifier(key, Optional.empty());
    };
  }

  /** Those that can be used here. */
  public static Set<SignatureEngine> present() {
    return Arrays.stream(values())
        .filter(SignatureEngine::isPresent)
        .collect(Collectors.toUnmodifiableSet());
  }
}
