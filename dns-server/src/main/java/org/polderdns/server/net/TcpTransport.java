package org.polderdns.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.polderdns.server.stats.Counters;

/**
 * TCP by NIO, any number of connections to a thread (RFC 7766): questions may be pipelined, all
 * whole messages of one read are answered with one write, replies that had to wait for a store come
 * when they are ready, and a client that does not read its replies is not read from either.
 */
public final class TcpTransport implements Transport {
  private static final int BACKLOG = 1024;

  private final List<ServerSocketChannel> listeners = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final List<TcpReceiver> receivers = new ArrayList<>();
  private final TcpAdmission admission;
  private final TcpAcceptor acceptor;

  /**
   * Binds to each address.
   *
   * @param nonLocal whether addresses may be bound that the host does not have (yet)
   * @param threads that connections are spread over, at least 1
   * @throws BindException if that fails
   */
  public TcpTransport(
      List<InetSocketAddress> wanted,
      boolean nonLocal,
      int threads,
      TcpLimits limits,
      MessageHandler handler,
      StorePool pool,
      Counters counters) {
    admission = new TcpAdmission(limits);
    try {
      Sockets.takeDescriptors();
      for (InetSocketAddress address : wanted) {
        ServerSocketChannel listener = bind(address, nonLocal);
        listeners.add(listener);
        addresses.add((InetSocketAddress) listener.getLocalAddress());
      }
      for (int i = 0; i < threads; i++) {
        receivers.add(new TcpReceiver(i, threads, limits, admission, handler, pool, counters));
      }
      acceptor =
          new TcpAcceptor(receivers.get(0).selector(), listeners, receivers, admission, counters);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (BindException e) {
      close();
      throw e;
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress address, boolean nonLocal)
      throws IOException {
    boolean ip6 = address.getAddress() instanceof Inet6Address;
    ServerSocketChannel listener = null;
    try {
      listener = ServerSocketChannel.open(
          ip6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
      listener.configureBlocking(false);
      if (nonLocal) {
        Sockets.allowNonLocal(listener, ip6);
      }
      listener.bind(address, BACKLOG);
      return listener;
    } catch (IOException | UnsupportedOperationException e) {
      if (listener != null) {
        listener.close();
      }
      throw Sockets.cannotBind("TCP", address, e);
    }
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Connections open now. */
  public int openConnections() {
    return admission.open();
  }

  @Override
  public void start() {
    receivers.forEach(receiver -> receiver.start(acceptor));
  }

  @Override
  public void stopReading() {
    receivers.forEach(TcpReceiver::stopReading);
  }

  @Override
  public void close() {
    receivers.forEach(TcpReceiver::beginToClose);
    receivers.forEach(TcpReceiver::close);
    listeners.forEach(Sockets::closeQuietly);
  }
}
