package org.polderdns.dnssec.key;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;

/**
 * Private keys in PEM, as OpenSSL reads and writes them. Read are PKCS #8 (RFC 5958), PKCS #1 for
 * RSA and RFC 5915 for ECDSA, none encrypted; the first of these blocks counts, others are passed
 * over. Written are PKCS #1, RFC 5915, and PKCS #8 for EdDSA (RFC 8410), as PowerDNS exports them.
 *
 * <p>PEM does not say with which digest an RSA key signs, so that the algorithm is to be told.
 */
public final class KeyPem {
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String RSA = "RSA PRIVATE KEY";
  private static final String EC = "EC PRIVATE KEY";
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
  private static final ASN1ObjectIdentifier ED448 = new ASN1ObjectIdentifier("1.3.101.113");
  private static final int MAX_LENGTH = 65536;

  private KeyPem() {}

  /**
   * The PEM of a key, with its private part; ends in a line feed.
   *
   * @throws KeyRefusedException if it is in a token, which does not give it away
   */
  public static String write(SigningKey key) {
    if (key.tokenKey().isPresent()) {
      throw new KeyRefusedException(Reason.TOKEN, key + " is in a token and does not leave it");
    }
    try {
      if (key.numbers() instanceof PrivateNumbers.Rsa rsa) {
        return block(RSA, rsa(rsa).getEncoded("DER"));
      }
      byte[] octets = ((PrivateNumbers.Secret) key.numbers()).octets();
      if (key.algorithm().isEcdsa()) {
        return block(EC, ec(key).getEncoded("DER"));
      }
      PrivateKeyInfo info = new PrivateKeyInfo(
          new AlgorithmIdentifier(edwards(key.algorithm())), new DEROctetString(octets));
      return block(PKCS8, info.getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a key has a DER form", e);
    }
  }

  private static RSAPrivateKey rsa(PrivateNumbers.Rsa key) {
    return new RSAPrivateKey(
        key.modulus,
        key.publicExponent,
        key.privateExponent,
        key.prime1,
        key.prime2,
        key.exponent1,
        key.exponent2,
        key.coefficient);
  }

  private static ECPrivateKey ec(SigningKey key) {
    byte[] coordinates = key.publicKey().toArray();
    byte[] point = new byte[1 + coordinates.length];
    point[0] = 4; // not compressed
    System.arraycopy(coordinates, 0, point, 1, coordinates.length);
    return new ECPrivateKey(
        key.bits(),
        ((PrivateNumbers.Secret) key.numbers()).scalar(),
        new DERBitString(point),
        Curves.of(key.algorithm()).oid());
  }

  private static ASN1ObjectIdentifier edwards(SigningAlgorithm algorithm) {
    return algorithm == SigningAlgorithm.ED25519 ? ED25519 : ED448;
  }

  private static String block(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /**
   * Reads a key.
   *
   * @throws KeyRefusedException if the text has no private key that can be read, or it is not one
   *     of the algorithm, or of a size that the algorithm does not allow
   */
  public static SigningKey parse(String text, SigningAlgorithm algorithm) {
    if (text.length() > MAX_LENGTH) {
      throw KeyRefusedException.malformed("PEM of over " + MAX_LENGTH + " characters");
    }
    List<String> passedOver = new ArrayList<>();
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.startsWith("-----BEGIN ") && line.endsWith("-----")) {
        String label = line.substring(11, line.length() - 5);
        if (label.equals(PKCS8) || label.equals(RSA) || label.equals(EC)) {
          return parse(label, body(lines, i + 1, label), algorithm);
        }
        passedOver.add(label);
      }
    }
    throw KeyRefusedException.malformed(
        passedOver.contains("ENCRYPTED PRIVATE KEY")
            ? "the private key is encrypted"
            : "PEM: no private key in it");
  }

  private static byte[] body(String[] lines, int from, String label) {
    StringBuilder digits = new StringBuilder();
    for (int i = from; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.equals("-----END " + label + "-----")) {
        try {
          return Base64.getDecoder().decode(digits.toString());
        } catch (IllegalArgumentException e) { // whose message has part of the value
          throw KeyRefusedException.malformed("PEM: not base64");
        }
      }
      if (line.indexOf(':') >= 0) { // headers are there only if it is encrypted
        throw KeyRefusedException.malformed("the private key is encrypted");
      }
      digits.append(line);
    }
    throw KeyRefusedException.malformed("PEM: the block has no end");
  }

  private static SigningKey parse(String label, byte[] der, SigningAlgorithm algorithm) {
    try {
      return switch (label) {
        case RSA -> rsa(RSAPrivateKey.getInstance(der), algorithm);
        case EC -> ec(ECPrivateKey.getInstance(der), null, algorithm);
        default -> pkcs8(PrivateKeyInfo.getInstance(der), algorithm);
      };
    } catch (KeyRefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // as the parser has it; it may quote the key
      throw KeyRefusedException.malformed("PEM: not the DER form of a private key");
    }
  }

  private static SigningKey pkcs8(PrivateKeyInfo info, SigningAlgorithm algorithm)
      throws IOException {
    ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
    if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()), algorithm);
    }
    if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return ec(
          ECPrivateKey.getInstance(info.parsePrivateKey()),
          info.getPrivateKeyAlgorithm().getParameters(),
          algorithm);
    }
    if (algorithm.isRsa() || algorithm.isEcdsa() || !kind.equals(edwards(algorithm))) {
      throw notOf(algorithm);
    }
    return SigningKey.ofSecret(
        algorithm,
        ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets().clone());
  }

  private static SigningKey rsa(RSAPrivateKey key, SigningAlgorithm algorithm) {
    if (!algorithm.isRsa()) {
      throw notOf(algorithm);
    }
    return SigningKey.of(algorithm, new PrivateNumbers.Rsa(new BigInteger[] {
      key.getModulus(),
      key.getPublicExponent(),
      key.getPrivateExponent(),
      key.getPrime1(),
      key.getPrime2(),
      key.getExponent1(),
      key.getExponent2(),
      key.getCoefficient()
    }));
  }

  private static SigningKey ec(
      ECPrivateKey key, @Nullable ASN1Encodable outerCurve, SigningAlgorithm algorithm) {
    ASN1Encodable curve =
        key.getParametersObject() != null ? key.getParametersObject() : outerCurve;
    if (!algorithm.isEcdsa() || !Curves.of(algorithm).oid().equals(curve)) {
      throw notOf(algorithm);
    }
    SigningKey read = SigningKey.ofScalar(algorithm, key.getKey());
    ASN1BitString point = key.getPublicKey();
    if (point != null && !point.equals(ec(read).getPublicKey())) {
      throw new KeyRefusedException(
          Reason.MISMATCH, "the private key is not that of the public key beside it");
    }
    return read;
  }

  private static KeyRefusedException notOf(SigningAlgorithm algorithm) {
    return new KeyRefusedException(Reason.ALGORITHM, "PEM: not a key of " + algorithm);
  }
}
