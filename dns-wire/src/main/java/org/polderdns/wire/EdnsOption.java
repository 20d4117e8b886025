package org.polderdns.wire;

/** The codes of EDNS options (IANA "DNS EDNS0 Option Codes (OPT)"), each 0 to 65535. */
public final class EdnsOption {
  /** Name server identifier (RFC 5001). */
  public static final int NSID = 3;

  /** Client subnet (RFC 7871). */
  public static final int CLIENT_SUBNET = 8;

  /** SOA EXPIRE (RFC 7314). */
  public static final int EXPIRE = 9;

  /** DNS cookie (RFC 7873). */
  public static final int COOKIE = 10;

  /** TCP keepalive (RFC 7828). */
  public static final int TCP_KEEPALIVE = 11;

  /** Padding (RFC 7830). */
  public static final int PADDING = 12;

  /** Extended DNS error (RFC 8914). */
  public static final int EXTENDED_ERROR = 15;

  private EdnsOption() {}
}
