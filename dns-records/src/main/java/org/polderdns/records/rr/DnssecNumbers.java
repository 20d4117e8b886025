package org.polderdns.records.rr;

import org.polderdns.records.Mnemonics;

/** Words for numbers that DNSSEC and TSIG types share (IANA registries). */
final class DnssecNumbers {
  static final Mnemonics ALGORITHMS =
      Mnemonics.read("0 DELETE 1 RSAMD5 2 DH 3 DSA 5 RSASHA1 6 DSA-NSEC3-SHA1 6 NSEC3DSA "
          + "7 RSASHA1-NSEC3-SHA1 7 NSEC3RSASHA1 8 RSASHA256 10 RSASHA512 12 ECC-GOST 12 ECCGOST "
          + "13 ECDSAP256SHA256 14 ECDSAP384SHA384 15 ED25519 16 ED448 252 INDIRECT "
          + "253 PRIVATEDNS 254 PRIVATEOID");

  static final Mnemonics DIGESTS =
      Mnemonics.read("1 SHA-1 1 SHA1 2 SHA-256 2 SHA256 3 GOST 4 SHA-384 4 SHA384");

  static final Mnemonics ERRORS = Mnemonics.readAndWritten(
      "0 NOERROR 1 FORMERR 2 SERVFAIL 3 NXDOMAIN 4 NOTIMP 5 REFUSED 9 NOTAUTH 16 BADSIG "
          + "17 BADKEY 18 BADTIME 19 BADMODE 20 BADNAME 21 BADALG 22 BADTRUNC");

  private DnssecNumbers() {}
}
