package org.polderdns.wire;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A TYPE or QTYPE, 0 to 65535 (RFC 1035 §3.2.2, IANA "Resource Record (RR) TYPEs"). Every number is
 * a type: one without a mnemonic is written {@code TYPE731} (RFC 3597 §5). There is one object a
 * number, so {@code ==} compares.
 *
 * <p>{@link #ALIAS} and {@link #LUA} are this server's own, of the private range.
 */
public final class RecordType implements Comparable<RecordType> {
  private static final AtomicReferenceArray<RecordType> BY_CODE = new AtomicReferenceArray<>(65536);
  private static final RecordType[] LOW = new RecordType[512]; // the same, for a faster look
  private static final ConcurrentHashMap<String, RecordType> BY_MNEMONIC =
      new ConcurrentHashMap<>();

  public static final RecordType A = known(1, "A");
  public static final RecordType NS = known(2, "NS");
  public static final RecordType MD = known(3, "MD");
  public static final RecordType MF = known(4, "MF");
  public static final RecordType CNAME = known(5, "CNAME");
  public static final RecordType SOA = known(6, "SOA");
  public static final RecordType MB = known(7, "MB");
  public static final RecordType MG = known(8, "MG");
  public static final RecordType MR = known(9, "MR");
  public static final RecordType NULL = known(10, "NULL");
  public static final RecordType WKS = known(11, "WKS");
  public static final RecordType PTR = known(12, "PTR");
  public static final RecordType HINFO = known(13, "HINFO");
  public static final RecordType MINFO = known(14, "MINFO");
  public static final RecordType MX = known(15, "MX");
  public static final RecordType TXT = known(16, "TXT");
  public static final RecordType RP = known(17, "RP");
  public static final RecordType AFSDB = known(18, "AFSDB");
  public static final RecordType X25 = known(19, "X25");
  public static final RecordType ISDN = known(20, "ISDN");
  public static final RecordType RT = known(21, "RT");
  public static final RecordType NSAP = known(22, "NSAP");
  public static final RecordType NSAP_PTR = known(23, "NSAP-PTR");
  public static final RecordType SIG = known(24, "SIG");
  public static final RecordType KEY = known(25, "KEY");
  public static final RecordType PX = known(26, "PX");
  public static final RecordType GPOS = known(27, "GPOS");
  public static final RecordType AAAA = known(28, "AAAA");
  public static final RecordType LOC = known(29, "LOC");
  public static final RecordType NXT = known(30, "NXT");
  public static final RecordType EID = known(31, "EID");
  public static final RecordType NIMLOC = known(32, "NIMLOC");
  public static final RecordType SRV = known(33, "SRV");
  public static final RecordType ATMA = known(34, "ATMA");
  public static final RecordType NAPTR = known(35, "NAPTR");
  public static final RecordType KX = known(36, "KX");
  public static final RecordType CERT = known(37, "CERT");
  public static final RecordType A6 = known(38, "A6");
  public static final RecordType DNAME = known(39, "DNAME");
  public static final RecordType SINK = known(40, "SINK");
  public static final RecordType OPT = known(41, "OPT");
  public static final RecordType APL = known(42, "APL");
  public static final RecordType DS = known(43, "DS");
  public static final RecordType SSHFP = known(44, "SSHFP");
  public static final RecordType IPSECKEY = known(45, "IPSECKEY");
  public static final RecordType RRSIG = known(46, "RRSIG");
  public static final RecordType NSEC = known(47, "NSEC");
  public static final RecordType DNSKEY = known(48, "DNSKEY");
  public static final RecordType DHCID = known(49, "DHCID");
  public static final RecordType NSEC3 = known(50, "NSEC3");
  public static final RecordType NSEC3PARAM = known(51, "NSEC3PARAM");
  public static final RecordType TLSA = known(52, "TLSA");
  public static final RecordType SMIMEA = known(53, "SMIMEA");
  public static final RecordType HIP = known(55, "HIP");
  public static final RecordType NINFO = known(56, "NINFO");
  public static final RecordType RKEY = known(57, "RKEY");
  public static final RecordType TALINK = known(58, "TALINK");
  public static final RecordType CDS = known(59, "CDS");
  public static final RecordType CDNSKEY = known(60, "CDNSKEY");
  public static final RecordType OPENPGPKEY = known(61, "OPENPGPKEY");
  public static final RecordType CSYNC = known(62, "CSYNC");
  public static final RecordType ZONEMD = known(63, "ZONEMD");
  public static final RecordType SVCB = known(64, "SVCB");
  public static final RecordType HTTPS = known(65, "HTTPS");
  public static final RecordType DSYNC = known(66, "DSYNC");
  public static final RecordType HHIT = known(67, "HHIT");
  public static final RecordType BRID = known(68, "BRID");
  public static final RecordType SPF = known(99, "SPF");
  public static final RecordType UINFO = known(100, "UINFO");
  public static final RecordType UID = known(101, "UID");
  public static final RecordType GID = known(102, "GID");
  public static final RecordType UNSPEC = known(103, "UNSPEC");
  public static final RecordType NID = known(104, "NID");
  public static final RecordType L32 = known(105, "L32");
  public static final RecordType L64 = known(106, "L64");
  public static final RecordType LP = known(107, "LP");
  public static final RecordType EUI48 = known(108, "EUI48");
  public static final RecordType EUI64 = known(109, "EUI64");
  public static final RecordType NXNAME = known(128, "NXNAME");
  public static final RecordType TKEY = known(249, "TKEY");
  public static final RecordType TSIG = known(250, "TSIG");
  public static final RecordType IXFR = known(251, "IXFR");
  public static final RecordType AXFR = known(252, "AXFR");
  public static final RecordType MAILB = known(253, "MAILB");
  public static final RecordType MAILA = known(254, "MAILA");
  public static final RecordType ANY = known(255, "ANY");
  public static final RecordType URI = known(256, "URI");
  public static final RecordType CAA = known(257, "CAA");
  public static final RecordType AVC = known(258, "AVC");
  public static final RecordType DOA = known(259, "DOA");
  public static final RecordType AMTRELAY = known(260, "AMTRELAY");
  public static final RecordType RESINFO = known(261, "RESINFO");
  public static final RecordType WALLET = known(262, "WALLET");
  public static final RecordType CLA = known(263, "CLA");
  public static final RecordType IPN = known(264, "IPN");
  public static final RecordType TA = known(32768, "TA");
  public static final RecordType DLV = known(32769, "DLV");
  public static final RecordType ALIAS = known(65401, "ALIAS");
  public static final RecordType LUA = known(65402, "LUA");

  private final int code;
  private volatile String mnemonic; // empty: none

  private RecordType(int code, String mnemonic) {
    this.code = code;
    this.mnemonic = mnemonic;
  }

  private static RecordType known(int code, String mnemonic) {
    return register(code, mnemonic);
  }

  /**
   * The type of a number.
   *
   * @throws IllegalArgumentException if it is not 0 to 65535
   */
  public static RecordType of(int code) {
    if (code < 0 || code > 65535) {
      throw new IllegalArgumentException("record type " + code + " is not 0 to 65535");
    }
    RecordType type = code < LOW.length ? LOW[code] : BY_CODE.get(code);
    if (type != null) {
      return type;
    }
    BY_CODE.compareAndSet(code, null, new RecordType(code, ""));
    type = BY_CODE.get(code);
    if (code < LOW.length) {
      LOW[code] = type;
    }
    return type;
  }

  /**
   * Gives a number its mnemonic, for a type that an application adds. Doing it again with the same
   * mnemonic changes nothing.
   *
   * @param mnemonic upper-case letters, digits and hyphens, beginning with a letter
   * @throws IllegalArgumentException if the number has another mnemonic or the mnemonic another
   *     number, or the mnemonic is not of that form
   */
  public static synchronized RecordType register(int code, String mnemonic) {
    if (!mnemonic.matches("[A-Z][A-Z0-9-]*") || mnemonic.matches("(TYPE|CLASS)[0-9]+")) {
      throw new IllegalArgumentException("not a mnemonic of a record type: " + mnemonic);
    }
    RecordType type = of(code);
    RecordType taken = BY_MNEMONIC.get(mnemonic);
    if (taken != null && taken != type || !type.mnemonic.isEmpty() && taken != type) {
      throw new IllegalArgumentException(
          mnemonic + " for type " + code + " clashes with " + (taken != null ? taken.code : type));
    }
    type.mnemonic = mnemonic;
    BY_MNEMONIC.put(mnemonic, type);
    return type;
  }

  /**
   * Reads a mnemonic in any case, or {@code TYPE731}.
   *
   * @throws PresentationFormatException if it is neither
   */
  public static RecordType parse(String text) {
    RecordType type = BY_MNEMONIC.get(text);
    if (type != null) {
      return type;
    }
    String upper = Ascii.upper(text);
    type = BY_MNEMONIC.get(upper);
    if (type != null) {
      return type;
    }
    int code = Ascii.suffixNumber(upper, "TYPE", 65535);
    if (code < 0) {
      throw new PresentationFormatException("unknown record type \"" + text + '"');
    }
    return of(code);
  }

  /** Whether {@link #parse} would take {@code text}. */
  public static boolean isKnown(String text) {
    if (BY_MNEMONIC.containsKey(text)) {
      return true;
    }
    String upper = Ascii.upper(text);
    return BY_MNEMONIC.containsKey(upper) || Ascii.suffixNumber(upper, "TYPE", 65535) >= 0;
  }

  public int code() {
    return code;
  }

  /**
   * Whether only messages carry it, never a zone: 0, OPT, and the range 128 to 255 of query and
   * meta types (RFC 6895 §3.1).
   */
  public boolean isMeta() {
    return code == 0 || code == 41 || code >= 128 && code <= 255;
  }

  /** Ascending number, the order of type bitmaps and canonical zones (RFC 4034 §6.3). */
  @Override
  public int compareTo(RecordType other) {
    return Integer.compare(code, other.code);
  }

  /** The mnemonic, or {@code TYPE731}. */
  @Override
  public String toString() {
    return mnemonic.isEmpty() ? "TYPE" + code : mnemonic;
  }
}
