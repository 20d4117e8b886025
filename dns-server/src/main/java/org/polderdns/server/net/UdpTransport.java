package org.polderdns.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.polderdns.server.stats.BurstLog;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.CounterLane;
import org.polderdns.server.stats.Counters;
import org.polderdns.server.stats.Tally;

/**
 * UDP by NIO: each thread has a socket of its own for each address, the kernel spreads the clients
 * over them ({@code SO_REUSEPORT}), and a reply leaves by the socket that the question came to.
 *
 * <p>A socket bound to the wildcard address replies from the address that the route says, which on
 * a host of several addresses may not be the one asked: bind each address there.
 */
public final class UdpTransport implements Transport {
  private static final BurstLog LOG = new BurstLog(System.getLogger(UdpTransport.class.getName()));
  private static final int BUFFER_SIZE = 4 << 20;
  private static final int BATCH = 256;

  private final MessageHandler handler;
  private final StorePool pool;
  private final Counters counters;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final List<List<DatagramChannel>> channels = new ArrayList<>();
  private final List<Receiver> receivers = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * Binds {@code threads} sockets to each address.
   *
   * @throws BindException if that fails
   */
  public UdpTransport(
      List<InetSocketAddress> wanted,
      int threads,
      boolean reusePort,
      MessageHandler handler,
      StorePool pool,
      Counters counters) {
    this.handler = handler;
    this.pool = pool;
    this.counters = counters;
    boolean shared = threads > 1 || reusePort;
    try {
      for (InetSocketAddress address : wanted) {
        List<DatagramChannel> bound = new ArrayList<>();
        channels.add(bound);
        InetSocketAddress actual = address;
        for (int i = 0; i < threads; i++) {
          DatagramChannel channel = bind(actual, shared);
          bound.add(channel);
          actual = (InetSocketAddress) channel.getLocalAddress();
        }
        addresses.add(actual);
      }
      for (int i = 0; i < threads; i++) {
        receivers.add(new Receiver(i));
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (BindException e) {
      close();
      throw e;
    }
  }

  private static DatagramChannel bind(InetSocketAddress address, boolean shared)
      throws IOException {
    boolean ip6 = address.getAddress() instanceof Inet6Address;
    DatagramChannel channel = null;
    try {
      channel =
          DatagramChannel.open(ip6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_SIZE);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_SIZE);
      if (shared && channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.bind(address);
      return channel;
    } catch (IOException | UnsupportedOperationException e) {
      if (channel != null) {
        channel.close();
      }
      throw Sockets.cannotBind("UDP", address, e);
    }
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public void start() {
    receivers.forEach(Receiver::start);
  }

  @Override
  public void stopReading() {
    stopping = true;
    for (Receiver receiver : receivers) {
      receiver.end();
    }
  }

  @Override
  public void close() {
    stopReading();
    for (List<DatagramChannel> bound : channels) {
      for (DatagramChannel channel : bound) {
        Sockets.closeQuietly(channel);
      }
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
    void done(byte[] out, int length) {
      if (length > 0) {
        send(channel, ByteBuffer.wrap(out, 0, length), client, counters);
      }
    }
  }

  private void send(
      DatagramChannel channel, ByteBuffer reply, InetSocketAddress client, Tally tally) {
    int length = reply.remaining();
    try {
      if (channel.send(reply, client) == 0) {
        tally.count(Counter.UDP_SNDBUF_ERRORS);
        return;
      }
      tally.countAnswer(false, client.getAddress() instanceof Inet6Address, length);
    } catch (IOException e) {
      // The client's address cannot be sent to, or the kernel says no: its question is lost, as
      // any datagram may be.
      tally.count(Counter.UDP_SNDBUF_ERRORS);
    }
  }

  /** One thread, with its sockets. */
  private final class Receiver implements Runnable {
    private final Thread thread;
    private final Selector selector;
    private final CounterLane lane = counters.newLane();
    private final MessageHandler.Session session;
    private final byte[] in = new byte[65536];
    private final ByteBuffer inBuffer = ByteBuffer.wrap(in);
    private final byte[] out = new byte[MessageHandler.MAX_REPLY];
    private final ByteBuffer outBuffer = ByteBuffer.wrap(out);

    Receiver(int index) throws IOException {
      selector = Selector.open();
      session = handler.newSession();
      for (List<DatagramChannel> bound : channels) {
        bound.get(index).register(selector, SelectionKey.OP_READ);
      }
      thread = new Thread(this, "polder-udp-" + index);
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    void end() {
      selector.wakeup();
      if (thread.isAlive() && thread != Thread.currentThread()) {
        try {
          thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      Sockets.closeQuietly(selector);
    }

    @Override
    public void run() {
      while (!stopping) {
        try {
          selector.select(this::drain);
        } catch (Throwable e) {
          // Not even this may end the thread. What it was about is lost.
          failed("event=udp-failed", e);
        }
      }
    }

    private void drain(SelectionKey key) {
      DatagramChannel channel = (DatagramChannel) key.channel();
      for (int i = 0; i < BATCH; i++) {
        inBuffer.clear();
        InetSocketAddress client;
        try {
          client = (InetSocketAddress) channel.receive(inBuffer);
        } catch (ClosedChannelException e) {
          return;
        } catch (IOException e) {
          continue; // an earlier reply bounced; what matters is the next question
        }
        if (client == null) {
          return;
        }
        if (client.getPort() != 0) { // nobody can be answered there
          handle(channel, client, inBuffer.position());
        }
      }
    }

    private void handle(DatagramChannel channel, InetSocketAddress client, int length) {
      lane.countQuestion(false, client.getAddress() instanceof Inet6Address);
      int replyLength;
      try {
        replyLength = session.answer(in, 0, length, false, Peer.of(client), false, out, 0);
      } catch (Throwable e) {
        failed("event=handler-failed peer=" + client, e);
        return;
      }
      if (replyLength == MessageHandler.LATER) {
        byte[] message = new byte[length];
        System.arraycopy(in, 0, message, 0, length);
        pool.offer(new Waiting(message, client, channel));
      } else if (replyLength > 0) {
        outBuffer.limit(replyLength).position(0);
        send(channel, outBuffer, client, lane);
      }
    }
  }

  /** Counts and logs what should not have happened; the thread goes on. */
  private void failed(String event, Throwable error) {
    counters.count(Counter.HANDLING_ERRORS);
    LOG.error(event, error);
  }
}
