package org.polderdns.records.rr;

import org.polderdns.records.Mnemonics;

/** Mnemonics of algorithm numbers; read, never written. */
final class Algorithms {
  /** IANA "DNS Security Algorithm Numbers" (RFC 4034 §A.1), and BIND's names for some. */
  static final Mnemonics DNSSEC = Mnemonics.read(
      "1 RSAMD5 2 DH 3 DSA 5 RSASHA1 6 DSA-NSEC3-SHA1 6 NSEC3DSA 7 RSASHA1-NSEC3-SHA1"
          + " 7 NSEC3RSASHA1 8 RSASHA256 10 RSASHA512 12 ECC-GOST 12 ECCGOST 13 ECDSAP256SHA256"
          + " 14 ECDSAP384SHA384 15 ED25519 16 ED448 17 SM2SM3 23 ECC-GOST12 252 INDIRECT"
          + " 253 PRIVATEDNS 254 PRIVATEOID");

  private Algorithms() {}
}
