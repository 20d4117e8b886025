package org.polderdns.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.polderdns.server.stats.BurstLog;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

/**
 * Takes connections and gives them to the receivers in turn, in the thread of the first receiver.
 *
 * <p>In turn, and not by a listening socket for each thread: clients of DNS over TCP are few and
 * stay, so chance would leave threads without work; a thread that is at work would keep those in
 * its own queue waiting; and the limits are for all threads together.
 */
final class TcpAcceptor {
  private static final BurstLog LOG = new BurstLog(System.getLogger(TcpAcceptor.class.getName()));
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Selector selector;
  private final List<SelectionKey> keys = new ArrayList<>();
  private final List<TcpReceiver> receivers;
  private final TcpAdmission admission;
  private final Counters counters;
  private int next;
  private long retryAt; // not before that, where the system refused
  private volatile boolean pausing;
  private boolean refused;

  /** Takes connections of the listeners, which have to be non-blocking, when that selector says. */
  TcpAcceptor(
      Selector selector,
      List<ServerSocketChannel> listeners,
      List<TcpReceiver> receivers,
      TcpAdmission admission,
      Counters counters)
      throws IOException {
    this.selector = selector;
    this.receivers = receivers;
    this.admission = admission;
    this.counters = counters;
    for (ServerSocketChannel listener : listeners) {
      keys.add(listener.register(selector, SelectionKey.OP_ACCEPT));
    }
  }

  /** To be told that a connection has ended, from any thread. */
  void roomMade() {
    if (pausing) {
      selector.wakeup();
    }
  }

  /** Takes what waits at a listener, for as long as there is room. */
  void accept(ServerSocketChannel listener) {
    while (admission.hasRoom()) {
      SocketChannel channel;
      try {
        channel = listener.accept();
      } catch (IOException e) {
        // Most likely no file descriptor is left: what waits keeps the socket readable.
        refused = true;
        retryAt = System.nanoTime() + RETRY_NANOS;
        pause();
        LOG.warn("event=accept-failed error=\"" + e.getMessage() + '"');
        return;
      }
      if (channel == null) {
        return;
      }
      try {
        take(channel);
      } catch (IOException e) {
        Sockets.closeQuietly(channel); // the client has gone already
      }
    }
    pause();
  }

  private void take(SocketChannel channel) throws IOException {
    InetSocketAddress client = (InetSocketAddress) channel.getRemoteAddress();
    if (client == null) {
      throw new ClosedChannelException();
    }
    if (!admission.admit(client.getAddress())) {
      counters.count(Counter.TCP_CONNECTIONS_REFUSED);
      channel.close();
      return;
    }
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      admission.release(client.getAddress());
      throw e;
    }
    receivers.get(next).take(channel, client);
    next = (next + 1) % receivers.size();
  }

  private void pause() {
    pausing = true;
    keys.forEach(key -> key.interestOps(0));
  }

  /** Goes on accepting if there is room again. To be called after each round of the selector. */
  void review(long now) {
    if (pausing && admission.hasRoom() && (!refused || now - retryAt >= 0)) {
      refused = false;
      pausing = false;
      keys.forEach(key -> key.interestOps(SelectionKey.OP_ACCEPT));
    }
  }

  /** Until the system is asked again; {@link Long#MAX_VALUE} if it did not refuse. */
  long nanosUntilRetry(long now) {
    return refused ? retryAt - now : Long.MAX_VALUE;
  }

  /** Takes no further connection. */
  void stop() {
    keys.forEach(SelectionKey::cancel);
    keys.clear();
  }
}
