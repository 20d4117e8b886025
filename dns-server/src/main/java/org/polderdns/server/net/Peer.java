package org.polderdns.server.net;

import java.net.InetSocketAddress;

/**
 * Who sent a message. A transport may use one object again for each message: it is valid during the
 * call that it is given to, {@link #address()} makes a value that stays valid.
 */
public interface Peer {
  /** The address and port; may be made anew on each call. */
  InetSocketAddress address();

  /** A peer of a fixed address. */
  static Peer of(InetSocketAddress address) {
    return () -> address;
  }
}
