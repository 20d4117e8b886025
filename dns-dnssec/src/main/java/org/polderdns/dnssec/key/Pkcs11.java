package org.polderdns.dnssec.key;

import java.util.HexFormat;

/** Numbers of PKCS #11 3.0 for the algorithms that sign zones. */
final class Pkcs11 {
  static final long CLASS = 0x0;
  static final long TOKEN = 0x1;
  static final long PRIVATE = 0x2;
  static final long LABEL = 0x3;
  static final long SENSITIVE = 0x103;
  static final long SIGN = 0x108;
  static final long VERIFY = 0x10a;
  static final long MODULUS = 0x120;
  static final long MODULUS_BITS = 0x121;
  static final long PUBLIC_EXPONENT = 0x122;
  static final long EXTRACTABLE = 0x162;
  static final long EC_PARAMS = 0x180;
  static final long EC_POINT = 0x181;
  static final long ALWAYS_AUTHENTICATE = 0x202;

  static final long PUBLIC_KEY = 2;
  static final long PRIVATE_KEY = 3;

  static final long USER = 1;
  static final long CONTEXT_SPECIFIC = 2;

  private Pkcs11() {}

  /** The mechanism that makes a key pair. */
  static long generation(SigningAlgorithm algorithm) {
    return algorithm.isRsa() ? 0x0 : algorithm.isEcdsa() ? 0x1040 : 0x1055;
  }

  /** The mechanism that signs; ECDSA takes a digest, the others the octets themselves. */
  static long signing(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RSASHA1, RSASHA1_NSEC3_SHA1 -> 0x6;
      case RSASHA256 -> 0x40;
      case RSASHA512 -> 0x42;
      case ECDSAP256SHA256, ECDSAP384SHA384 -> 0x1041;
      case ED25519, ED448 -> 0x1057;
    };
  }

  /** The object identifier of the curve, in DER. */
  static byte[] curve(SigningAlgorithm algorithm) {
    return HexFormat.of()
        .parseHex(
            switch (algorithm) {
              case ECDSAP256SHA256 -> "06082a8648ce3d030107";
              case ECDSAP384SHA384 -> "06052b81040022";
              case ED25519 -> "06032b6570";
              case ED448 -> "06032b6571";
              default -> throw new IllegalArgumentException(algorithm + " has no curve");
            });
  }
}
