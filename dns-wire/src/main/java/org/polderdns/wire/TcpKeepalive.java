package org.polderdns.wire;

/**
 * How long an idle connection stays open (RFC 7828 §3.1). A client asks with an option without
 * data, {@link #request()}; a server tells the time.
 *
 * @param timeout units of 100 ms, 0 to 65535; 0: close now
 */
public record TcpKeepalive(int timeout) {
  public TcpKeepalive {
    if (timeout < 0 || timeout > 65535) {
      throw new IllegalArgumentException("keepalive timeout " + timeout + " is not 0 to 65535");
    }
  }

  /** The option as a client sends it. */
  public static EdnsOption request() {
    return new EdnsOption(EdnsOption.TCP_KEEPALIVE, Octets.EMPTY);
  }

  /**
   * Reads the data of the option in a response.
   *
   * @throws WireFormatException if it is not two octets
   */
  public static TcpKeepalive read(Octets data) {
    OctetReader reader = data.reader();
    TcpKeepalive keepalive = new TcpKeepalive(reader.u16());
    reader.expectEnd("TCP keepalive");
    return keepalive;
  }

  public EdnsOption toOption() {
    return new EdnsOption(EdnsOption.TCP_KEEPALIVE, Octets.of(timeout >> 8, timeout));
  }
}
