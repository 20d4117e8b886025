package org.polderdns.server.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;
import org.polderdns.server.stats.Tally;

/** A channel's socket, for system calls. */
final class BatchSocket implements AutoCloseable {
  /** Replies out of stores that are sent at once: each call wakes the client, which costs most. */
  private static final int MOST_REPLIES = 16;

  private final SocketDescriptor descriptor;
  private @Nullable DatagramBatch replies; // null: none yet
  private boolean closed;

  /**
   * Finds the socket of a channel. If bound to all addresses it tells from now on which of them a
   * datagram came to.
   */
  BatchSocket(DatagramChannel channel) throws IOException {
    descriptor = SocketDescriptor.of(channel);
    InetAddress address = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
    if (address.isAnyLocalAddress()) {
      boolean set = address instanceof Inet6Address
          ? descriptor.setOption(LinuxSockets.IPPROTO_IPV6, LinuxSockets.IPV6_RECVPKTINFO, 1)
          : descriptor.setOption(LinuxSockets.IPPROTO_IP, LinuxSockets.IP_PKTINFO, 1);
      if (!set) {
        throw new IOException("the socket does not tell the address asked");
      }
    }
    // More than the system's limit is only for who may administer the network; the rest have less.
    descriptor.setOption(
        LinuxSockets.SOL_SOCKET, LinuxSockets.SO_RCVBUFFORCE, UdpTransport.BUFFER_SIZE);
    descriptor.setOption(
        LinuxSockets.SOL_SOCKET, LinuxSockets.SO_SNDBUFFORCE, UdpTransport.BUFFER_SIZE);
  }

  /** For the thread that receives, and ends before {@link #close}. */
  int descriptor() {
    return descriptor.number();
  }

  /** Ends for good the calls that wait for datagrams. Sending goes on. */
  synchronized void endReading() {
    if (!closed) {
      // Says that there is no connection to end, and wakes who waits all the same.
      int unused = LinuxSockets.shutdown(descriptor.number(), LinuxSockets.SHUT_RD);
    }
  }

  /**
   * Takes a reply, to be sent with those that follow, at the latest by {@link #flush}. For any
   * thread; nothing is sent once the socket is closed.
   */
  synchronized void send(byte[] envelope, byte[] reply, int length, Tally tally) {
    if (closed) {
      return;
    }
    if (replies == null) {
      replies = new DatagramBatch(MOST_REPLIES);
    }
    replies.reply(envelope, reply, length);
    if (replies.isFull()) {
      replies.send(descriptor.number(), tally);
    }
  }

  /** Sends the replies that were taken. For any thread. */
  synchronized void flush(Tally tally) {
    if (!closed && replies != null) {
      replies.send(descriptor.number(), tally);
    }
  }

  /** Ends the sending. The channel may be closed after it. */
  @Override
  public synchronized void close() {
    closed = true;
  }
}
