package org.polderdns.server.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;
import org.polderdns.server.stats.Tally;

/** Datagrams by NIO: one system call for each that comes, and one for each reply. */
final class NioPath implements UdpPath {
  private static final int DATAGRAMS = 256;

  private final Selector selector;
  private final UdpWorker worker;
  private final Counters counters;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final Sender sender = new Sender();

  NioPath(UdpWorker worker, Counters counters, Selector selector) {
    this.selector = selector;
    this.worker = worker;
    this.counters = counters;
    this.in = ByteBuffer.wrap(worker.in);
    this.out = ByteBuffer.wrap(worker.out);
  }

  @Override
  public boolean serve() throws IOException {
    return selector.select(this::drain) > 0;
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  private void drain(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    for (int i = 0; i < DATAGRAMS; i++) {
      in.clear();
      InetSocketAddress client;
      try {
        client = (InetSocketAddress) channel.receive(in);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        continue; // an earlier reply bounced; what matters is the next question
      }
      if (client == null) {
        return;
      }
      if (client.getPort() != 0) { // nobody can be answered there
        handle(channel, client, in.position());
      }
    }
  }

  private void handle(DatagramChannel channel, InetSocketAddress client, int length) {
    sender.address = client;
    int replyLength = worker.answer(0, length, sender, client.getAddress() instanceof Inet6Address);
    if (replyLength == MessageHandler.LATER) {
      worker.pool.offer(new Waiting(Arrays.copyOf(worker.in, length), client, channel));
    } else if (replyLength > 0) {
      out.limit(replyLength).position(0);
      send(channel, out, client, worker.lane);
    }
  }

  private static void send(
      DatagramChannel channel, ByteBuffer reply, InetSocketAddress client, Tally tally) {
    int length = reply.remaining();
    try {
      if (channel.send(reply, client) != 0) {
        tally.countAnswer(false, client.getAddress() instanceof Inet6Address, length);
        return;
      }
    } catch (IOException e) {
      // The client's address cannot be sent to, or the kernel says no: its question is lost, as
      // any datagram may be.
    }
    tally.count(Counter.UDP_SEND_ERRORS);
  }

  @Override
  public void close() {}

  /** The sender of the datagram at hand. */
  private static final class Sender implements Peer {
    private InetSocketAddress address = new InetSocketAddress(0);

    @Override
    public InetSocketAddress address() {
      return address;
    }
  }

  /** A question that a thread of the pool answers straight to the socket. */
  private final class Waiting extends WaitingQuestion {
    private final DatagramChannel channel;

    Waiting(byte[] message, InetSocketAddress client, DatagramChannel channel) {
      super(message, client, false);
      this.channel = channel;
    }

    @Override
    void done(byte[] reply, int length) {
      if (length > 0) {
        send(channel, ByteBuffer.wrap(reply, 0, length), client, counters);
      }
    }
  }
}
