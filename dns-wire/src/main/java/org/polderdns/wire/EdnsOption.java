package org.polderdns.wire;

/**
 * An option of EDNS (RFC 6891 §6.1.2). Any code may stand here, with any data; the classes for
 * single options, such as {@link ClientSubnet}, check what their RFC demands.
 *
 * <p>The constants are codes (IANA "DNS EDNS0 Option Codes (OPT)").
 *
 * @param code 0 to 65535
 * @param data 0 to 65535 octets
 */
public record EdnsOption(int code, Octets data) {
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

  public EdnsOption {
    if (code < 0 || code > 65535) {
      throw new IllegalArgumentException("option code " + code + " is not 0 to 65535");
    }
    if (data.length() > 65535) {
      throw new IllegalArgumentException("option of " + data.length() + " octets");
    }
  }

  /** NSID as a client sends it, without data (RFC 5001 §2.1). */
  public static EdnsOption nsidRequest() {
    return new EdnsOption(NSID, Octets.EMPTY);
  }

  /** NSID as a server sends it, any octets (RFC 5001 §2.3). */
  public static EdnsOption nsid(Octets identifier) {
    return new EdnsOption(NSID, identifier);
  }

  /**
   * Padding of so many zero octets after the option's own four.
   *
   * @param length 0 to 65535
   */
  public static EdnsOption padding(int length) {
    return new EdnsOption(PADDING, Octets.wrap(new byte[length]));
  }

  /**
   * Octets of padding, the option's own four not counted, that bring a message up to a multiple of
   * {@code block} (RFC 8467 §4.1: 468 for a server, 128 for a client).
   *
   * @param length of the message with OPT but without the padding option
   * @param most the most octets that the message may have in all
   * @return the length of the option's data, at least 0; -1 if not even an empty one fits
   */
  public static int paddingLength(int length, int block, int most) {
    int with = length + 4;
    if (with > most) {
      return -1;
    }
    int padded = (with + block - 1) / block * block;
    return Math.min(padded, most) - with;
  }

  @Override
  public String toString() {
    return "OPT" + code + ":" + data;
  }
}
