package org.polderdns.dnssec.key;

import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curves P-256 and P-384, in the implementation that is made for just these. */
enum Curves {
  P256("P-256", "secp256r1", SECObjectIdentifiers.secp256r1, 32),
  P384("P-384", "secp384r1", SECObjectIdentifiers.secp384r1, 48);

  private final String jcaName;
  private final ASN1ObjectIdentifier oid;
  private final int octets;
  private final ECDomainParameters domain;

  Curves(String name, String jcaName, ASN1ObjectIdentifier oid, int octets) {
    X9ECParameters parameters = CustomNamedCurves.getByName(name);
    this.jcaName = jcaName;
    this.oid = oid;
    this.octets = octets;
    this.domain = new ECDomainParameters(
        parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
  }

  static Curves of(SigningAlgorithm algorithm) {
    return algorithm == SigningAlgorithm.ECDSAP256SHA256 ? P256 : P384;
  }

  String jcaName() {
    return jcaName;
  }

  ASN1ObjectIdentifier oid() {
    return oid;
  }

  /** Octets of a scalar and of one coordinate. */
  int octets() {
    return octets;
  }

  ECDomainParameters domain() {
    return domain;
  }

  boolean isScalar(BigInteger scalar) {
    return scalar.signum() > 0 && scalar.compareTo(domain.getN()) < 0;
  }

  /** The coordinates of the public point, one behind the other (RFC 6605 §4). */
  byte[] publicKey(BigInteger scalar) {
    ECPoint point =
        new FixedPointCombMultiplier().multiply(domain.getG(), scalar).normalize();
    byte[] encoded = point.getEncoded(false); // 4 and the coordinates
    byte[] key = new byte[2 * octets];
    System.arraycopy(encoded, 1, key, 0, key.length);
    return key;
  }

  /**
   * The point of a public key in the form of {@link #publicKey}.
   *
   * @throws IllegalArgumentException if it is not on the curve
   */
  ECPoint point(byte[] publicKey) {
    byte[] encoded = new byte[1 + publicKey.length];
    encoded[0] = 4;
    System.arraycopy(publicKey, 0, encoded, 1, publicKey.length);
    return domain.getCurve().decodePoint(encoded);
  }
}
