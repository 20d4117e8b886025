package org.polderdns.dnssec.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Octets;

/**
 * A private key that signs zones, and the public key that belongs to it. Whether it is a key- or a
 * zone-signing key is no property of it: that is said by the flags of its DNSKEY record.
 *
 * <pre>{@code
 * SigningKey key = SigningKey.generate(SigningAlgorithm.ECDSAP256SHA256, 256, new SecureRandom());
 * Dnskey dnskey = key.dnskey(257);
 * Octets signature = key.signer().sign(octets, 0, octets.length);
 * }</pre>
 *
 * <p>Immutable and safe for all threads. The private part leaves it only by way of {@link
 * IscKeyText}, {@link KeyPem} and {@link KeyFiles}; {@code toString} has nothing of it.
 */
public final class SigningKey {
  private final SigningAlgorithm algorithm;
  private final PrivateNumbers numbers;
  private final Octets publicKey;

  private SigningKey(SigningAlgorithm algorithm, PrivateNumbers numbers, Octets publicKey) {
    this.algorithm = algorithm;
    this.numbers = numbers;
    this.publicKey = publicKey;
  }

  /**
   * Makes a new key.
   *
   * @param bits what the algorithm allows ({@link SigningAlgorithm#minBits}); all but RSA have one
   *     size
   * @throws KeyRefusedException if the algorithm does not allow that size
   */
  public static SigningKey generate(SigningAlgorithm algorithm, int bits, SecureRandom random) {
    algorithm.checkBits(bits);
    if (algorithm.isRsa()) {
      return of(algorithm, generateRsa(bits, random));
    }
    if (algorithm.isEcdsa()) {
      Curves curve = Curves.of(algorithm);
      BigInteger scalar;
      do {
        scalar = new BigInteger(8 * curve.octets(), random);
      } while (!curve.isScalar(scalar));
      return ofScalar(algorithm, scalar);
    }
    byte[] seed = new byte[seedLength(algorithm)];
    random.nextBytes(seed);
    return ofSecret(algorithm, seed);
  }

  private static PrivateNumbers.Rsa generateRsa(int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), random);
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
      return new PrivateNumbers.Rsa(new BigInteger[] {
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrimeP(),
        key.getPrimeQ(),
        key.getPrimeExponentP(),
        key.getPrimeExponentQ(),
        key.getCrtCoefficient()
      });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes RSA keys", e);
    }
  }

  /**
   * An RSA key of its numbers.
   *
   * @throws KeyRefusedException if they are not those of one key, or it has a size that is not
   *     allowed
   */
  static SigningKey of(SigningAlgorithm algorithm, PrivateNumbers.Rsa numbers) {
    RsaPublic publicPart = new RsaPublic(numbers.publicExponent, numbers.modulus);
    publicPart.check(algorithm);
    if (!numbers.areConsistent()) {
      throw KeyRefusedException.malformed("the numbers of the RSA key do not go together");
    }
    return new SigningKey(algorithm, numbers, publicPart.write());
  }

  static SigningKey ofScalar(SigningAlgorithm algorithm, BigInteger scalar) {
    int length = Curves.of(algorithm).octets();
    byte[] number = RsaPublic.unsigned(scalar);
    if (scalar.signum() < 0 || number.length > length) {
      throw KeyRefusedException.malformed("the private key is not a number of the curve");
    }
    byte[] octets = new byte[length];
    System.arraycopy(number, 0, octets, length - number.length, number.length);
    return ofSecret(algorithm, octets);
  }

  /**
   * A key of another algorithm than RSA from its scalar or seed; the array is taken.
   *
   * @throws KeyRefusedException if it has not the algorithm's length or is no scalar of the curve
   */
  static SigningKey ofSecret(SigningAlgorithm algorithm, byte[] octets) {
    int length = seedLength(algorithm);
    if (octets.length != length) {
      throw new KeyRefusedException(
          Reason.SIZE,
          algorithm + " private key of " + octets.length + " octets, expected " + length);
    }
    PrivateNumbers.Secret secret = new PrivateNumbers.Secret(octets);
    if (algorithm.isEcdsa() && !Curves.of(algorithm).isScalar(secret.scalar())) {
      throw KeyRefusedException.malformed("the private key is not a number of the curve");
    }
    return new SigningKey(algorithm, secret, Octets.wrap(publicKey(algorithm, secret)));
  }

  /**
   * A key in a token.
   *
   * @throws KeyRefusedException if the public key is not one of the algorithm
   */
  static SigningKey ofToken(SigningAlgorithm algorithm, TokenKey key, Octets publicKey) {
    PublicPart.of(new Dnskey(0, KeyTags.PROTOCOL, algorithm.number(), publicKey));
    return new SigningKey(algorithm, new PrivateNumbers.InToken(key), publicKey);
  }

  /** Where the private key is if it is in a token. */
  public Optional<TokenKey> tokenKey() {
    return numbers instanceof PrivateNumbers.InToken token
        ? Optional.of(token.key())
        : Optional.empty();
  }

  private static int seedLength(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> Ed25519.SECRET_KEY_SIZE;
      case ED448 -> Ed448.SECRET_KEY_SIZE;
      default -> Curves.of(algorithm).octets();
    };
  }

  private static byte[] publicKey(SigningAlgorithm algorithm, PrivateNumbers.Secret secret) {
    switch (algorithm) {
      case ED25519 -> {
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(secret.octets(), 0, key, 0);
        return key;
      }
      case ED448 -> {
        byte[] key = new byte[Ed448.PUBLIC_KEY_SIZE];
        Ed448.generatePublicKey(secret.octets(), 0, key, 0);
        return key;
      }
      default -> {
        return Curves.of(algorithm).publicKey(secret.scalar());
      }
    }
  }

  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /** Size of the key in bits, as tools show it. */
  public int bits() {
    return algorithm.isRsa()
        ? RsaPublic.read(algorithm, publicKey).modulus().bitLength()
        : algorithm.maxBits();
  }

  /** The public key as a DNSKEY record holds it. */
  public Octets publicKey() {
    return publicKey;
  }

  /**
   * The DNSKEY record's data.
   *
   * @param flags 256 or 257, 0 to 65535
   */
  public Dnskey dnskey(int flags) {
    return new Dnskey(flags, KeyTags.PROTOCOL, algorithm.number(), publicKey);
  }

  /** The key tag with these flags in the DNSKEY (RFC 4034 appendix B), 0 to 65535. */
  public int tag(int flags) {
    return KeyTags.of(dnskey(flags));
  }

  /**
   * Fails unless a DNSKEY record is this key's, whatever its flags.
   *
   * @throws KeyRefusedException if it is another's
   */
  public void checkMatches(Dnskey dnskey) {
    if (dnskey.algorithm() != algorithm.number() || !dnskey.publicKey().equals(publicKey)) {
      throw new KeyRefusedException(
          Reason.MISMATCH,
          "the private key is not that of the DNSKEY with tag " + KeyTags.of(dnskey));
    }
  }

  /**
   * Signs with this key by the fastest means present.
   *
   * @throws KeyRefusedException if it is in a token that does not give access to it
   */
  public Signer signer() {
    return tokenKey()
        .map(key -> Tokens.signer(algorithm, key))
        .orElseGet(() -> SignatureEngine.signer(this));
  }

  /**
   * Signs with this key by one means.
   *
   * @throws IllegalStateException if it is not present or does not know the algorithm, or the key is
   *     in a token, which alone signs with it
   */
  public Signer signer(SignatureEngine engine) {
    if (tokenKey().isPresent()) {
      throw new IllegalStateException("only its token signs with " + this);
    }
    return engine.signerFor(this);
  }

  PrivateNumbers numbers() {
    return numbers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey key
        && algorithm == key.algorithm
        && publicKey.equals(key.publicKey)
        && numbers.equals(key.numbers);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  /** Algorithm and size, nothing secret. */
  @Override
  public String toString() {
    return "SigningKey[" + algorithm + " " + bits() + " bits]";
  }
}
