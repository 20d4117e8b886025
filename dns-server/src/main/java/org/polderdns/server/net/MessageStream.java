package org.polderdns.server.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * A client's stream of messages, as {@link FrameAnswerer} sees it, whatever carries the octets.
 * Touched by one thread alone.
 */
abstract class MessageStream implements Peer {
  final InetSocketAddress client;
  final boolean ip6;
  int questions; // taken so far
  int waiting; // of them in the pool
  boolean broken; // its lengths cannot be trusted any more

  MessageStream(InetSocketAddress client) {
    this.client = client;
    this.ip6 = client.getAddress() instanceof Inet6Address;
  }

  @Override
  public InetSocketAddress address() {
    return client;
  }

  /** Gives a question to the pool, which may refuse it. */
  abstract boolean offer(byte[] message);
}
