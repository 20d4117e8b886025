package org.polderdns.wire;

import java.nio.charset.StandardCharsets;

/**
 * Why an answer is as it is, for people (RFC 8914 §2; IANA "Extended DNS Error Codes"). The
 * constants are codes.
 *
 * @param code 0 to 65535
 * @param text more about it, perhaps empty
 */
public record ExtendedError(int code, String text) {
  public static final int OTHER = 0;
  public static final int UNSUPPORTED_DNSKEY_ALGORITHM = 1;
  public static final int UNSUPPORTED_DS_DIGEST_TYPE = 2;
  public static final int STALE_ANSWER = 3;
  public static final int FORGED_ANSWER = 4;
  public static final int DNSSEC_INDETERMINATE = 5;
  public static final int DNSSEC_BOGUS = 6;
  public static final int SIGNATURE_EXPIRED = 7;
  public static final int SIGNATURE_NOT_YET_VALID = 8;
  public static final int DNSKEY_MISSING = 9;
  public static final int RRSIGS_MISSING = 10;
  public static final int NO_ZONE_KEY_BIT_SET = 11;
  public static final int NSEC_MISSING = 12;
  public static final int CACHED_ERROR = 13;
  public static final int NOT_READY = 14;
  public static final int BLOCKED = 15;
  public static final int CENSORED = 16;
  public static final int FILTERED = 17;
  public static final int PROHIBITED = 18;
  public static final int STALE_NXDOMAIN_ANSWER = 19;
  public static final int NOT_AUTHORITATIVE = 20;
  public static final int NOT_SUPPORTED = 21;
  public static final int NO_REACHABLE_AUTHORITY = 22;
  public static final int NETWORK_ERROR = 23;
  public static final int INVALID_DATA = 24;
  public static final int UNSUPPORTED_NSEC3_ITERATIONS = 27;

  private static final String[] PURPOSES = {
    "Other Error",
    "Unsupported DNSKEY Algorithm",
    "Unsupported DS Digest Type",
    "Stale Answer",
    "Forged Answer",
    "DNSSEC Indeterminate",
    "DNSSEC Bogus",
    "Signature Expired",
    "Signature Not Yet Valid",
    "DNSKEY Missing",
    "RRSIGs Missing",
    "No Zone Key Bit Set",
    "NSEC Missing",
    "Cached Error",
    "Not Ready",
    "Blocked",
    "Censored",
    "Filtered",
    "Prohibited",
    "Stale NXDOMAIN Answer",
    "Not Authoritative",
    "Not Supported",
    "No Reachable Authority",
    "Network Error",
    "Invalid Data",
    "Signature Expired before Valid",
    "Too Early",
    "Unsupported NSEC3 Iterations Value",
    "Unable to conform to policy",
    "Synthesized",
    "Invalid Query Type"
  };

  public ExtendedError {
    if (code < 0 || code > 65535) {
      throw new IllegalArgumentException("extended error " + code + " is not 0 to 65535");
    }
  }

  /**
   * Reads the data of the option. One NUL at the end of the text is left out (RFC 8914 §2); octets
   * that are not UTF-8 become replacement characters.
   *
   * @throws WireFormatException if it has fewer than two octets
   */
  public static ExtendedError read(Octets data) {
    OctetReader reader = data.reader();
    int code = reader.u16();
    String text = new String(reader.rest().array(), StandardCharsets.UTF_8);
    return new ExtendedError(
        code, text.endsWith("\0") ? text.substring(0, text.length() - 1) : text);
  }

  public EdnsOption toOption() {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    OctetWriter out = new OctetWriter(2 + utf8.length);
    out.u16(code);
    out.octets(utf8, 0, utf8.length);
    return new EdnsOption(EdnsOption.EXTENDED_ERROR, out.toOctets());
  }

  /** The registry's name of the code, or {@code Unassigned}. */
  public String purpose() {
    return code < PURPOSES.length ? PURPOSES[code] : "Unassigned";
  }

  @Override
  public String toString() {
    return code + " (" + purpose() + ")" + (text.isEmpty() ? "" : ": " + text);
  }
}
