package org.polderdns.dnssec.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.RSADigestSigner;

/** Signatures by the code of BouncyCastle, called directly. */
final class BouncySignatures {
  private BouncySignatures() {}

  static Signer signer(SigningKey key) throws GeneralSecurityException {
    return switch (key.algorithm()) {
      case ECDSAP256SHA256, ECDSAP384SHA384 -> OneThread.signer(() -> ecdsa(key));
      case ED25519, ED448 -> OneThread.signer(() -> edwards(key));
      default -> OneThread.signer(() -> rsa(key));
    };
  }

  static Verifier verifier(PublicPart key) throws GeneralSecurityException {
    return switch (key.algorithm()) {
      case ECDSAP256SHA256, ECDSAP384SHA384 -> OneThread.verifier(() -> ecdsa(key));
      case ED25519, ED448 -> OneThread.verifier(() -> edwards(key));
      default -> OneThread.verifier(() -> rsa(key));
    };
  }

  private static Digest digest(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RSASHA256, ECDSAP256SHA256 -> SHA256Digest.newInstance();
      case ECDSAP384SHA384 -> new SHA384Digest();
      case RSASHA512 -> new SHA512Digest();
      default -> new SHA1Digest();
    };
  }

  private static byte[] digested(Digest digest, byte[] octets, int from, int to) {
    digest.update(octets, from, to - from);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static OneThread.Signing ecdsa(SigningKey key) {
    Curves curve = Curves.of(key.algorithm());
    Digest digest = digest(key.algorithm());
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest(key.algorithm())));
    signer.init(
        true,
        new ECPrivateKeyParameters(
            ((PrivateNumbers.Secret) key.numbers()).scalar(), curve.domain()));
    return (octets, from, to) -> {
      BigInteger[] pair = signer.generateSignature(digested(digest, octets, from, to));
      byte[] signature = new byte[2 * curve.octets()];
      place(pair[0], signature, curve.octets());
      place(pair[1], signature, 2 * curve.octets());
      return signature;
    };
  }

  /** Writes a number so that it ends before {@code end}. */
  private static void place(BigInteger number, byte[] target, int end) {
    byte[] octets = RsaPublic.unsigned(number);
    System.arraycopy(octets, 0, target, end - octets.length, octets.length);
  }

  private static OneThread.Verifying ecdsa(PublicPart key) {
    Curves curve = Curves.of(key.algorithm());
    Digest digest = digest(key.algorithm());
    ECDSASigner signer = new ECDSASigner();
    signer.init(
        false, new ECPublicKeyParameters(curve.point(key.octets().toArray()), curve.domain()));
    int half = curve.octets();
    return (octets, from, to, signature) -> {
      byte[] hash = digested(digest, octets, from, to);
      return signature.length == 2 * half
          && signer.verifySignature(
              hash,
              new BigInteger(1, signature, 0, half),
              new BigInteger(1, signature, half, half));
    };
  }

  private static OneThread.Signing edwards(SigningKey key) {
    byte[] seed = ((PrivateNumbers.Secret) key.numbers()).octets();
    org.bouncycastle.crypto.Signer signer;
    if (key.algorithm() == SigningAlgorithm.ED25519) {
      signer = new Ed25519Signer();
      signer.init(true, new Ed25519PrivateKeyParameters(seed, 0));
    } else {
      signer = new Ed448Signer(new byte[0]);
      signer.init(true, new Ed448PrivateKeyParameters(seed, 0));
    }
    return signing(signer);
  }

  private static OneThread.Verifying edwards(PublicPart key) {
    byte[] octets = key.octets().toArray();
    org.bouncycastle.crypto.Signer signer;
    if (key.algorithm() == SigningAlgorithm.ED25519) {
      signer = new Ed25519Signer();
      signer.init(false, new Ed25519PublicKeyParameters(octets, 0));
    } else {
      signer = new Ed448Signer(new byte[0]);
      signer.init(false, new Ed448PublicKeyParameters(octets, 0));
    }
    return verifying(signer);
  }

  private static OneThread.Signing rsa(SigningKey key) {
    PrivateNumbers.Rsa rsa = (PrivateNumbers.Rsa) key.numbers();
    RSADigestSigner signer = new RSADigestSigner(digest(key.algorithm()));
    signer.init(
        true,
        new RSAPrivateCrtKeyParameters(
            rsa.modulus,
            rsa.publicExponent,
            rsa.privateExponent,
            rsa.prime1,
            rsa.prime2,
            rsa.exponent1,
            rsa.exponent2,
            rsa.coefficient));
    return signing(signer);
  }

  private static OneThread.Verifying rsa(PublicPart key) {
    RsaPublic rsa = RsaPublic.read(key.algorithm(), key.octets());
    RSADigestSigner signer = new RSADigestSigner(digest(key.algorithm()));
    signer.init(false, new RSAKeyParameters(false, rsa.modulus(), rsa.exponent()));
    return verifying(signer);
  }

  private static OneThread.Signing signing(org.bouncycastle.crypto.Signer signer) {
    return (octets, from, to) -> {
      signer.update(octets, from, to - from);
      try {
        return signer.generateSignature();
      } catch (CryptoException e) {
        throw new SignatureException("the key is too small for the digest");
      }
    };
  }

  private static OneThread.Verifying verifying(org.bouncycastle.crypto.Signer signer) {
    return (octets, from, to, signature) -> {
      signer.update(octets, from, to - from);
      return signer.verifySignature(signature);
    };
  }
}
