package org.polderdns.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.polderdns.server.stats.Counters;

/**
 * UDP: each thread has a socket of its own for each address, the kernel spreads the clients over
 * them ({@code SO_REUSEPORT}), and a reply leaves by the socket that the question came to.
 *
 * <p>On Linux datagrams go by batches, as soon as JNA, which that takes, is loaded: the first
 * questions after the start are answered by NIO. By NIO a socket bound to the wildcard address
 * replies from the address that the route says, which on a host of several addresses may not be the
 * one asked; by batches it is always that.
 */
public final class UdpTransport implements Transport {
  static final int BUFFER_SIZE = 4 << 20;

  private static final Logger LOG = System.getLogger(UdpTransport.class.getName());

  /** How long the load of JNA waits for a first question, which is not to wait for the load. */
  private static final long FIRST_QUESTION_MILLIS = 1000;

  private final UdpMode mode;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final List<UdpReceiver> receivers = new ArrayList<>();

  /**
   * Binds a socket of each thread to each address.
   *
   * @throws BindException if that fails, or if {@link UdpMode#BATCH} is wanted where it cannot be
   */
  public UdpTransport(
      List<InetSocketAddress> wanted,
      UdpOptions options,
      MessageHandler handler,
      StorePool pool,
      Counters counters) {
    mode = options.mode();
    List<DatagramChannel> channels = new ArrayList<>();
    try {
      List<List<DatagramChannel>> byThread = new ArrayList<>();
      for (int i = 0; i < options.threads(); i++) {
        byThread.add(new ArrayList<>());
      }
      for (InetSocketAddress address : wanted) {
        InetSocketAddress actual = address;
        for (List<DatagramChannel> bound : byThread) {
          DatagramChannel channel = bind(actual, options);
          channels.add(channel);
          bound.add(channel);
          actual = (InetSocketAddress) channel.getLocalAddress();
        }
        addresses.add(actual);
      }
      for (int i = 0; i < options.threads(); i++) {
        receivers.add(new UdpReceiver(i, byThread.get(i), handler, pool, counters));
      }
      if (mode == UdpMode.BATCH) {
        Optional<String> failure = takeBatches();
        if (failure.isPresent()) {
          throw new BindException("udp-transport=batch cannot be: " + failure.get());
        }
      }
    } catch (IOException e) {
      abandon(channels);
      throw new UncheckedIOException(e);
    } catch (BindException e) {
      abandon(channels);
      throw e;
    }
  }

  private void abandon(List<DatagramChannel> channels) {
    close();
    channels.forEach(Sockets::closeQuietly);
  }

  private static DatagramChannel bind(InetSocketAddress address, UdpOptions options)
      throws IOException {
    boolean ip6 = address.getAddress() instanceof Inet6Address;
    DatagramChannel channel = null;
    try {
      channel =
          DatagramChannel.open(ip6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_SIZE);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_SIZE);
      boolean shared = options.threads() > 1 || options.reusePort();
      if (shared && channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      if (options.nonLocal()) {
        Sockets.allowNonLocal(channel, ip6);
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

  /** Has the receivers go on with batches. Returns why they do not, or empty if they do. */
  private Optional<String> takeBatches() {
    Optional<String> failure = LinuxSockets.failure();
    if (failure.isPresent()) {
      return failure;
    }
    try {
      for (UdpReceiver receiver : receivers) {
        receiver.takeBatches();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public void start() {
    receivers.forEach(UdpReceiver::start);
    if (mode == UdpMode.AUTO) {
      Thread thread = new Thread(this::changeToBatches, "polder-udp-batches");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void changeToBatches() {
    try {
      receivers.get(0).awaitFirst(FIRST_QUESTION_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return;
    }
    takeBatches()
        .ifPresent(reason ->
            LOG.log(Logger.Level.INFO, "event=udp-batches-unavailable reason=\"{0}\"", reason));
  }

  @Override
  public void stopReading() {
    receivers.forEach(UdpReceiver::stop);
  }

  @Override
  public void close() {
    stopReading();
    receivers.forEach(UdpReceiver::close);
  }
}
