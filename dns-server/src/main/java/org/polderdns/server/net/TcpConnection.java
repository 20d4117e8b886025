package org.polderdns.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one connection between events. All octets go through {@link #read} and {@link
 * #write}: between them and the socket is the place of TLS.
 */
final class TcpConnection extends MessageStream {
  final Timeouts.Entry<TcpConnection> idle = new Timeouts.Entry<>(this);
  final Timeouts.Entry<TcpConnection> life = new Timeouts.Entry<>(this);
  final Timeouts.Entry<TcpConnection> unfinished = new Timeouts.Entry<>(this);

  /** Octets received that are not answered yet: part of a message, or messages held back. */
  final OctetQueue unanswered = new OctetQueue();

  /** Octets of replies that the kernel would not take yet. */
  final OctetQueue unsent = new OctetQueue();

  final TcpReceiver receiver;
  final SocketChannel channel;
  private final SelectionKey key;
  private int interest = SelectionKey.OP_READ;

  private int charged; // octets of memory that the receiver has counted
  int taken; // octets of unsent taken since its time was started
  boolean advanced; // a message became whole, or many octets were taken
  boolean ended; // the client sends no more
  boolean lingering; // all said; waiting for the client to close
  boolean closed;

  /** Replies from the pool that came since the last event. */
  final List<TcpReply> replies = new ArrayList<>(0);

  TcpConnection(
      TcpReceiver receiver, SocketChannel channel, SelectionKey key, InetSocketAddress client) {
    super(client);
    this.receiver = receiver;
    this.channel = channel;
    this.key = key;
  }

  /** Reads octets; as {@link SocketChannel#read(ByteBuffer)}. */
  int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  /** Writes octets; as {@link SocketChannel#write(ByteBuffer)}. */
  int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  /** Says what to wait for: {@link SelectionKey#OP_READ}, {@code OP_WRITE} or 0. */
  void awaits(int operation) {
    if (interest != operation) {
      interest = operation;
      key.interestOps(operation);
    }
  }

  /** How much more memory it holds than when this was last asked, in octets. */
  int charge() {
    int more = unanswered.capacity() + unsent.capacity() - charged;
    charged += more;
    return more;
  }

  @Override
  boolean offer(byte[] message) {
    return receiver.offer(new TcpReply(message, this));
  }
}
