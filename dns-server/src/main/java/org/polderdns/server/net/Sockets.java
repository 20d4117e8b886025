package org.polderdns.server.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.polderdns.server.config.Addresses;

/** What the transports share. */
final class Sockets {
  private Sockets() {}

  static BindException cannotBind(String kind, InetSocketAddress address, Exception e) {
    return new BindException(
        "Unable to bind " + kind + " socket to '" + Addresses.print(address) + "': " + reason(e));
  }

  private static String reason(Exception e) {
    return e instanceof UnsupportedOperationException
        ? "Address family not supported by protocol"
        : e.getMessage();
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}
