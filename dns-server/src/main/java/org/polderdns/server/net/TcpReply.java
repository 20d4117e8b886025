package org.polderdns.server.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A question of a connection that a thread of the pool answers, and then the reply to it. */
final class TcpReply extends WaitingQuestion {
  final TcpConnection connection;

  /** The reply; null if there is none. */
  byte @Nullable [] octets;

  TcpReply(byte[] message, TcpConnection connection) {
    super(message, connection.client, true);
    this.connection = connection;
  }

  @Override
  void done(byte[] reply, int length) {
    if (length > 0) {
      octets = Arrays.copyOf(reply, length);
    }
    connection.receiver.deliver(this);
  }
}
