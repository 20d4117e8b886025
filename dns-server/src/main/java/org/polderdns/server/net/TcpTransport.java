package org.polderdns.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.polderdns.server.stats.BurstLog;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

/**
 * TCP by NIO, one thread for all connections (RFC 7766): questions may be pipelined, all whole
 * messages of one read are answered with one write, replies that had to wait for a store come when
 * they are ready, and a client that does not read its replies is not read from either.
 */
public final class TcpTransport implements Transport {
  private static final BurstLog LOG = new BurstLog(System.getLogger(TcpTransport.class.getName()));
  private static final int HEADER_LENGTH = 12;
  private static final int MAX_FRAME = 2 + 65535;
  private static final int MAX_WAITING = 100; // questions of one connection in the pool
  private static final long SWEEP_MILLIS = 250;

  private final StorePool pool;
  private final Counters counters;
  private final TcpLimits limits;
  private final MessageHandler.Session session;
  private final Selector selector;
  private final List<ServerSocketChannel> listeners = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final Set<TcpConnection> connections = new HashSet<>();
  private final Map<InetAddress, Integer> perClient = new HashMap<>();
  private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final byte[] in = new byte[2 * MAX_FRAME];
  private final byte[] out = new byte[4 * MAX_FRAME];
  private long lastSweep = System.nanoTime();
  private boolean accepting = true;
  private volatile boolean stopping;
  private volatile boolean closing;
  private volatile int open;

  /** A reply from the pool; null octets when there is none. */
  private record Reply(TcpConnection connection, byte[] octets) {}

  /**
   * Binds to each address.
   *
   * @throws BindException if that fails
   */
  public TcpTransport(
      List<InetSocketAddress> wanted,
      TcpLimits limits,
      MessageHandler handler,
      StorePool pool,
      Counters counters) {
    this.pool = pool;
    this.counters = counters;
    this.limits = limits;
    this.session = handler.newSession();
    this.thread = new Thread(this::run, "polder-tcp");
    thread.setDaemon(true);
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      for (InetSocketAddress address : wanted) {
        ServerSocketChannel listener = bind(address);
        listeners.add(listener);
        addresses.add((InetSocketAddress) listener.getLocalAddress());
        listener.register(selector, SelectionKey.OP_ACCEPT);
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (BindException e) {
      close();
      throw e;
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    boolean ip6 = address.getAddress() instanceof Inet6Address;
    ServerSocketChannel listener = null;
    try {
      listener = ServerSocketChannel.open(
          ip6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
      listener.configureBlocking(false);
      listener.bind(address, 1024);
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
    return open;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stopReading() {
    stopping = true;
    selector.wakeup();
  }

  @Override
  public void close() {
    stopping = true;
    closing = true;
    selector.wakeup();
    if (thread.isAlive()) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    listeners.forEach(Sockets::closeQuietly);
    connections.forEach(connection -> Sockets.closeQuietly(connection.channel));
    Sockets.closeQuietly(selector);
  }

  private void run() {
    while (!closing) {
      try {
        selector.select(this::handle, SWEEP_MILLIS);
        deliver();
        sweep();
      } catch (Throwable e) {
        // Not even this may end the thread.
        failed("event=tcp-failed", e);
      }
    }
    deliver();
  }

  private void handle(SelectionKey key) {
    if (key.attachment() instanceof TcpConnection connection) {
      guarded(connection, () -> {
        if (key.isWritable()) {
          connection.writeUnsent(System.nanoTime());
          if (!connection.hasUnsent()) {
            answer(connection, connection.takeKept(in));
          }
        } else if (key.isReadable()) {
          read(connection);
        }
      });
    } else if (stopping) {
      key.interestOps(0);
    } else {
      accept((ServerSocketChannel) key.channel());
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Takes a step for a connection, which is closed if that fails in any way. */
  private void guarded(TcpConnection connection, Step step) {
    try {
      step.run();
      if (!connection.closed) {
        settle(connection);
      }
    } catch (IOException | java.nio.channels.CancelledKeyException e) {
      close(connection); // the client went away
    } catch (Throwable e) {
      failed("event=tcp-failed peer=" + connection.client, e);
      close(connection);
    }
  }

  private void accept(ServerSocketChannel listener) {
    while (connections.size() < limits.maxConnections()) {
      SocketChannel channel;
      try {
        channel = listener.accept();
      } catch (IOException e) {
        // Most likely no file descriptor is left; the next sweep tries again.
        failed("event=accept-failed", e);
        setAccepting(false);
        return;
      }
      if (channel == null) {
        return;
      }
      try {
        take(channel);
      } catch (IOException e) {
        Sockets.closeQuietly(channel);
      }
    }
    setAccepting(false);
  }

  private void take(SocketChannel channel) throws IOException {
    InetSocketAddress client = (InetSocketAddress) channel.getRemoteAddress();
    if (client == null) {
      throw new ClosedChannelException();
    }
    int same = perClient.getOrDefault(client.getAddress(), 0);
    if (limits.maxPerClient() > 0 && same >= limits.maxPerClient()) {
      counters.count(Counter.TCP_CONNECTIONS_REFUSED);
      channel.close();
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    TcpConnection connection = new TcpConnection(channel, key, client, System.nanoTime());
    key.attach(connection);
    connections.add(connection);
    perClient.put(client.getAddress(), same + 1);
    open = connections.size();
  }

  private void setAccepting(boolean value) {
    if (accepting == value) {
      return;
    }
    accepting = value;
    for (ServerSocketChannel listener : listeners) {
      SelectionKey key = listener.keyFor(selector);
      if (key != null && key.isValid()) {
        key.interestOps(value ? SelectionKey.OP_ACCEPT : 0);
      }
    }
  }

  private void read(TcpConnection connection) throws IOException {
    if (connection.lingering) {
      if (connection.channel.read(ByteBuffer.wrap(in)) < 0) {
        close(connection);
      }
      return;
    }
    int length = connection.takeKept(in);
    int count = connection.channel.read(ByteBuffer.wrap(in, length, in.length - length));
    if (count < 0) {
      connection.ended = true;
    } else if (count > 0) {
      connection.lastMove = System.nanoTime();
      length += count;
    }
    answer(connection, length);
  }

  /** Answers the whole messages of {@code in[0]} to {@code in[length - 1]}, keeps the rest. */
  private void answer(TcpConnection connection, int length) throws IOException {
    int from = 0;
    int written = 0;
    while (length - from >= 2 && !connection.broken && mayAsk(connection)) {
      int size = (in[from] & 0xff) << 8 | in[from + 1] & 0xff;
      if (size < HEADER_LENGTH) {
        connection.broken = true;
        break;
      }
      if (length - from - 2 < size || connection.waiting >= MAX_WAITING) {
        break;
      }
      if (out.length - written < MAX_FRAME) {
        connection.write(out, written, System.nanoTime());
        written = 0;
        if (connection.hasUnsent()) {
          break;
        }
      }
      written = answer(connection, from + 2, size, written);
      from += 2 + size;
    }
    boolean over = connection.broken || !mayAsk(connection);
    connection.keep(in, over ? 0 : from, over ? 0 : length);
    connection.write(out, written, System.nanoTime());
  }

  private boolean mayAsk(TcpConnection connection) {
    return limits.maxQuestions() == 0 || connection.questions < limits.maxQuestions();
  }

  /** Answers one message and returns the new length of what is to be written. */
  private int answer(TcpConnection connection, int from, int size, int written) {
    connection.questions++;
    counters.countQuestion(true, connection.ip6);
    int length =
        session.answer(in, from, from + size, true, connection.peer, false, out, written + 2);
    if (length == MessageHandler.LATER) {
      byte[] message = Arrays.copyOfRange(in, from, from + size);
      if (pool.offer(new Waiting(message, connection))) {
        connection.waiting++;
      }
      return written;
    }
    if (length <= 0) {
      return written;
    }
    counters.countAnswer(true, connection.ip6, length);
    out[written] = (byte) (length >> 8);
    out[written + 1] = (byte) length;
    return written + 2 + length;
  }

  /** A question that a thread of the pool answers by way of the selector's thread. */
  private final class Waiting extends WaitingQuestion {
    private final TcpConnection connection;

    Waiting(byte[] message, TcpConnection connection) {
      super(message, connection.client, true);
      this.connection = connection;
    }

    @Override
    void done(byte[] reply, int length) {
      byte[] octets = null;
      if (length > 0) {
        octets = new byte[2 + length];
        octets[0] = (byte) (length >> 8);
        octets[1] = (byte) length;
        System.arraycopy(reply, 0, octets, 2, length);
      }
      replies.add(new Reply(connection, octets));
      selector.wakeup();
    }
  }

  /** Writes what the pool has answered, with one write a connection. */
  private void deliver() {
    if (replies.isEmpty()) {
      return;
    }
    Map<TcpConnection, List<byte[]>> ready = new HashMap<>();
    Set<TcpConnection> touched = new LinkedHashSet<>();
    for (Reply reply = replies.poll(); reply != null; reply = replies.poll()) {
      TcpConnection connection = reply.connection;
      connection.waiting--;
      touched.add(connection);
      if (reply.octets != null) {
        ready.computeIfAbsent(connection, c -> new ArrayList<>()).add(reply.octets);
      }
    }
    for (TcpConnection connection : touched) {
      if (!connection.closed) {
        guarded(connection, () -> {
          writeAll(connection, ready.getOrDefault(connection, List.of()));
          if (!connection.hasUnsent()) {
            answer(connection, connection.takeKept(in));
          }
        });
      }
    }
  }

  private void writeAll(TcpConnection connection, List<byte[]> frames) throws IOException {
    int total = 0;
    for (byte[] frame : frames) {
      total += frame.length;
    }
    byte[] joined = frames.size() == 1 ? frames.get(0) : new byte[total];
    int at = 0;
    for (byte[] frame : frames) {
      System.arraycopy(frame, 0, joined, at, frame.length);
      at += frame.length;
      counters.countAnswer(true, connection.ip6, frame.length - 2);
    }
    connection.write(joined, total, System.nanoTime());
  }

  /** Decides what the connection waits for next. */
  private void settle(TcpConnection connection) throws IOException {
    int wanted;
    if (connection.hasUnsent()) {
      wanted = SelectionKey.OP_WRITE;
    } else if (connection.lingering) {
      wanted = SelectionKey.OP_READ;
    } else if (connection.ended || connection.broken || !mayAsk(connection) || stopping) {
      if (connection.waiting > 0) {
        wanted = 0;
      } else if (connection.ended) {
        close(connection);
        return;
      } else {
        // Closing with octets unread would reset the connection and lose the last replies.
        connection.channel.shutdownOutput();
        connection.lingering = true;
        connection.lastMove = System.nanoTime();
        wanted = SelectionKey.OP_READ;
      }
    } else {
      wanted = connection.waiting >= MAX_WAITING ? 0 : SelectionKey.OP_READ;
    }
    connection.key.interestOps(wanted);
  }

  /** Closes what has been idle or open for too long. */
  private void sweep() {
    long now = System.nanoTime();
    if (now - lastSweep < TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS) && !stopping) {
      return;
    }
    lastSweep = now;
    long idle = TimeUnit.SECONDS.toNanos(limits.idleSeconds());
    long life = TimeUnit.SECONDS.toNanos(limits.maxSeconds());
    for (TcpConnection connection : List.copyOf(connections)) {
      boolean tooIdle = now - connection.lastMove > idle && connection.waiting == 0;
      boolean tooOld = life > 0 && now - connection.opened > life;
      boolean finished = stopping && connection.waiting == 0 && !connection.hasUnsent();
      if (tooIdle || tooOld || finished) {
        close(connection);
      }
    }
    if (!stopping && connections.size() < limits.maxConnections()) {
      setAccepting(true);
    }
  }

  private void close(TcpConnection connection) {
    if (connection.closed) {
      return;
    }
    connection.closed = true;
    connections.remove(connection);
    perClient.computeIfPresent(
        connection.client.getAddress(), (a, count) -> count == 1 ? null : count - 1);
    open = connections.size();
    Sockets.closeQuietly(connection.channel);
    if (!stopping) {
      setAccepting(true);
    }
  }

  /** Counts and logs what should not have happened; the thread goes on. */
  private void failed(String event, Throwable error) {
    counters.count(Counter.HANDLING_ERRORS);
    LOG.error(event, error);
  }
}
