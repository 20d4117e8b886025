package org.polderdns.server.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** What is kept of one connection between events. Touched by the selector's thread alone. */
final class TcpConnection {
  private static final byte[] NOTHING = {};

  final SocketChannel channel;
  final SelectionKey key;
  final InetSocketAddress client;
  final Peer peer;
  final boolean ip6;
  final long opened;
  long lastMove;

  /** Octets received that are not answered yet: a message in parts, or messages held back. */
  private byte[] kept = NOTHING;

  /** Octets of replies that the kernel would not take yet; position to limit. */
  private ByteBuffer unsent = ByteBuffer.wrap(NOTHING);

  int questions;
  int waiting; // questions in the pool
  boolean ended; // the client sends no more, or may not
  boolean broken; // its framing cannot be trusted
  boolean lingering; // all said; waiting for the client to close
  boolean closed;

  TcpConnection(SocketChannel channel, SelectionKey key, InetSocketAddress client, long now) {
    this.channel = channel;
    this.key = key;
    this.client = client;
    this.peer = Peer.of(client);
    this.ip6 = client.getAddress() instanceof Inet6Address;
    this.opened = now;
    this.lastMove = now;
  }

  /** Moves what was kept to the start of {@code target} and returns its length. */
  int takeKept(byte[] target) {
    int length = kept.length;
    System.arraycopy(kept, 0, target, 0, length);
    kept = NOTHING;
    return length;
  }

  void keep(byte[] source, int from, int to) {
    kept = from == to ? NOTHING : Arrays.copyOfRange(source, from, to);
  }

  int keptLength() {
    return kept.length;
  }

  boolean hasUnsent() {
    return unsent.hasRemaining();
  }

  /** Writes octets; those that the kernel does not take are kept for {@link #writeUnsent}. */
  void write(byte[] octets, int length, long now) throws IOException {
    if (length == 0) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets, 0, length);
    if (!hasUnsent() && channel.write(buffer) > 0) {
      lastMove = now;
    }
    if (buffer.hasRemaining()) {
      byte[] joined = new byte[unsent.remaining() + buffer.remaining()];
      int old = unsent.remaining();
      unsent.get(joined, 0, old);
      buffer.get(joined, old, buffer.remaining());
      unsent = ByteBuffer.wrap(joined);
    }
  }

  void writeUnsent(long now) throws IOException {
    if (channel.write(unsent) > 0) {
      lastMove = now;
    }
    if (!unsent.hasRemaining()) {
      unsent = ByteBuffer.wrap(NOTHING);
    }
  }
}
