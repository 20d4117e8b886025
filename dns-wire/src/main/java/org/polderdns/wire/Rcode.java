package org.polderdns.wire;

/**
 * The outcome of a message, 0 to 4095: four bits of the header and eight of EDNS (RFC 6891 §6.1.3),
 * or all 16 bits of a TSIG's error field (RFC 8945 §3), 0 to 65535.
 */
public record Rcode(int code) {
  public static final Rcode NOERROR = new Rcode(0);
  public static final Rcode FORMERR = new Rcode(1);
  public static final Rcode SERVFAIL = new Rcode(2);
  public static final Rcode NXDOMAIN = new Rcode(3);
  public static final Rcode NOTIMP = new Rcode(4);
  public static final Rcode REFUSED = new Rcode(5);
  public static final Rcode YXDOMAIN = new Rcode(6);
  public static final Rcode YXRRSET = new Rcode(7);
  public static final Rcode NXRRSET = new Rcode(8);
  public static final Rcode NOTAUTH = new Rcode(9);
  public static final Rcode NOTZONE = new Rcode(10);
  public static final Rcode DSOTYPENI = new Rcode(11);

  /** Bad EDNS version (RFC 6891 §6.1.3); in TSIG 16 is BADSIG. */
  public static final Rcode BADVERS = new Rcode(16);

  public static final Rcode BADKEY = new Rcode(17);
  public static final Rcode BADTIME = new Rcode(18);
  public static final Rcode BADMODE = new Rcode(19);
  public static final Rcode BADNAME = new Rcode(20);
  public static final Rcode BADALG = new Rcode(21);
  public static final Rcode BADTRUNC = new Rcode(22);
  public static final Rcode BADCOOKIE = new Rcode(23);

  private static final Rcode[] KNOWN = {
    NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED, YXDOMAIN, YXRRSET, NXRRSET, NOTAUTH,
    NOTZONE, DSOTYPENI
  };

  private static final String[] MNEMONICS = {
    "NOERROR",
    "FORMERR",
    "SERVFAIL",
    "NXDOMAIN",
    "NOTIMP",
    "REFUSED",
    "YXDOMAIN",
    "YXRRSET",
    "NXRRSET",
    "NOTAUTH",
    "NOTZONE",
    "DSOTYPENI",
    "",
    "",
    "",
    "",
    "BADVERS",
    "BADKEY",
    "BADTIME",
    "BADMODE",
    "BADNAME",
    "BADALG",
    "BADTRUNC",
    "BADCOOKIE"
  };

  public Rcode {
    if (code < 0 || code > 65535) {
      throw new IllegalArgumentException("rcode " + code + " is not 0 to 65535");
    }
  }

  /** The rcode of a number 0 to 65535. */
  public static Rcode of(int code) {
    return code >= 0 && code < KNOWN.length ? KNOWN[code] : new Rcode(code);
  }

  /** The mnemonic, or {@code RCODE12}. */
  @Override
  public String toString() {
    return code < MNEMONICS.length && !MNEMONICS[code].isEmpty() ? MNEMONICS[code] : "RCODE" + code;
  }
}
