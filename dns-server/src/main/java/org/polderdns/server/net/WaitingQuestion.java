package org.polderdns.server.net;

import java.net.InetSocketAddress;

/** A question on its way through the pool of threads that may wait for stores. */
abstract class WaitingQuestion {
  final byte[] message;
  final InetSocketAddress client;
  final Peer peer;
  final boolean tcp;
  final long since = System.nanoTime();

  WaitingQuestion(byte[] message, InetSocketAddress client, boolean tcp) {
    this.message = message;
    this.client = client;
    this.peer = Peer.of(client);
    this.tcp = tcp;
  }

  /**
   * Called once, by a thread of the pool.
   *
   * @param length of the reply in {@code out}; 0 if there is none
   */
  abstract void done(byte[] out, int length);

  /** Called after {@link #done}, and perhaps after that of others; sends replies that were kept. */
  void flush() {}
}
