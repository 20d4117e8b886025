package org.polderdns.dnssec.key;

import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Octets;

/** Key tags, which hint at the DNSKEY that a signature was made with (RFC 4034 appendix B). */
public final class KeyTags {
  /** The flag of keys that sign zones (RFC 4034 §2.1.1). */
  public static final int ZONE_KEY = 0x100;

  /** The flag of a secure entry point: a key-signing key (RFC 4034 §2.1.1). */
  public static final int SECURE_ENTRY_POINT = 1;

  /** The flag of a key that was revoked (RFC 5011 §3). */
  public static final int REVOKED = 0x80;

  /** The protocol in all DNSKEY records. */
  public static final int PROTOCOL = 3;

  private static final int RSAMD5 = 1;

  private KeyTags() {}

  public static int of(Dnskey key) {
    return of(Dnskey.FORMAT.write(key));
  }

  /**
   * Of a DNSKEY's data.
   *
   * @param rdata at least 4 octets
   * @return 0 to 65535
   */
  public static int of(Octets rdata) {
    if (rdata.at(3) == RSAMD5) { // appendix B.1
      return rdata.length() < 7 ? 0 : rdata.u16(rdata.length() - 3);
    }
    int sum = 0; // 65535 octets of 255 do not overflow it
    for (int i = 0; i < rdata.length(); i++) {
      sum += (i & 1) == 0 ? rdata.at(i) << 8 : rdata.at(i);
    }
    return sum + (sum >> 16) & 0xffff;
  }
}
