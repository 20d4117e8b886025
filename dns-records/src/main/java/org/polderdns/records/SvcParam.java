package org.polderdns.records;

import org.polderdns.wire.Octets;

/**
 * A parameter of a service binding (RFC 9460 §2.2).
 *
 * @param key SvcParamKey, 0 to 65535
 * @param value in wire form
 */
public record SvcParam(int key, Octets value) {
  public static final int MANDATORY = 0;
  public static final int ALPN = 1;
  public static final int NO_DEFAULT_ALPN = 2;
  public static final int PORT = 3;
  public static final int IPV4HINT = 4;
  public static final int ECH = 5;
  public static final int IPV6HINT = 6;

  /** RFC 9461 §5. */
  public static final int DOHPATH = 7;

  /** RFC 9540 §4. */
  public static final int OHTTP = 8;

  /** Supported groups of TLS, 16 bits each (IANA registry). */
  public static final int TLS_SUPPORTED_GROUPS = 9;

  /** RFC 9953 §3. */
  public static final int DOCPATH = 10;
}
