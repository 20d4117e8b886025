package org.polderdns.wire;

/**
 * A DNS cookie (RFC 7873 §4): the client's eight octets and what the server made of them.
 *
 * @param client 8 octets
 * @param server none if the client has none of this server yet, else 8 to 32 octets
 */
public record Cookie(Octets client, Octets server) {
  /**
   * @throws WireFormatException if a part is not of the length that RFC 7873 §4 allows
   */
  public Cookie {
    if (client.length() != 8 || !isServerLength(server.length())) {
      throw new WireFormatException(
          "cookie of " + client.length() + " and " + server.length() + " octets");
    }
  }

  private static boolean isServerLength(int length) {
    return length == 0 || length >= 8 && length <= 32;
  }

  /** Whether option data of so many octets can be a cookie: 8 or 16 to 40 (RFC 7873 §5.2.2). */
  public static boolean isLength(int length) {
    return length >= 8 && isServerLength(length - 8);
  }

  /**
   * Reads the data of the option.
   *
   * @throws WireFormatException if it is neither 8 nor 16 to 40 octets (answer FORMERR, §5.2.2)
   */
  public static Cookie read(Octets data) {
    if (!isLength(data.length())) {
      throw new WireFormatException("cookie of " + data.length() + " octets");
    }
    return new Cookie(data.slice(0, 8), data.slice(8, data.length()));
  }

  public EdnsOption toOption() {
    OctetWriter out = new OctetWriter(40);
    out.octets(client);
    out.octets(server);
    return new EdnsOption(EdnsOption.COOKIE, out.toOctets());
  }
}
