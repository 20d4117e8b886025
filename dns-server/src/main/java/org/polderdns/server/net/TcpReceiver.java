package org.polderdns.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.server.stats.BurstLog;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

/**
 * One thread of TCP service: a selector, the connections given to it, and the buffers that they
 * share. A connection has memory of its own only for a message of which a part is still to come and
 * for replies that its client does not take.
 */
final class TcpReceiver {
  private static final BurstLog LOG = new BurstLog(System.getLogger(TcpReceiver.class.getName()));
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LAST_REPLIES_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int PIECE = 65536;

  private final StorePool pool;
  private final Counters counters;
  private final TcpAdmission admission;
  private final FrameAnswerer frames;
  private final long maxKept;
  private final Selector selector;
  private final Thread thread;
  private final Consumer<SelectionKey> ready = this::ready;
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<TcpReply> replies = new ConcurrentLinkedQueue<>();
  private final List<TcpConnection> answered = new ArrayList<>();
  private final ByteBuffer inBuffer = ByteBuffer.allocateDirect(PIECE);
  private final ByteBuffer outBuffer = ByteBuffer.allocateDirect(FrameAnswerer.OUT_LENGTH);

  /** All connections, by the last octet that came or went. */
  private final Timeouts<TcpConnection> idle;

  /** All connections, by their beginning. */
  private final Timeouts<TcpConnection> life;

  /** Those that have part of a message or of a reply. */
  private final Timeouts<TcpConnection> unfinished;

  private final boolean accepts;
  private @Nullable TcpAcceptor acceptor;
  private long kept; // octets of memory that the connections hold
  private boolean stopped;
  private volatile boolean stopping;
  private volatile boolean closing;
  private volatile long closeBy;

  /** A connection that an acceptor took. */
  private record Arrival(SocketChannel channel, InetSocketAddress client) {}

  TcpReceiver(
      int index,
      int receivers,
      TcpLimits limits,
      TcpAdmission admission,
      MessageHandler handler,
      StorePool pool,
      Counters counters)
      throws IOException {
    this.pool = pool;
    this.counters = counters;
    this.admission = admission;
    this.frames =
        new FrameAnswerer(handler.newSession(), counters.newLane(), limits.maxQuestions());
    this.maxKept = limits.maxKept() / receivers;
    this.idle = new Timeouts<>(TimeUnit.SECONDS.toNanos(limits.idleSeconds()));
    this.life = new Timeouts<>(TimeUnit.SECONDS.toNanos(limits.maxSeconds()));
    this.unfinished = new Timeouts<>(TimeUnit.SECONDS.toNanos(limits.unfinishedSeconds()));
    this.accepts = index == 0;
    this.selector = Selector.open();
    this.thread = new Thread(this::run, "polder-tcp-" + index);
    thread.setDaemon(true);
  }

  Selector selector() {
    return selector;
  }

  /** Begins to serve; the first receiver lets the acceptor take connections. */
  void start(TcpAcceptor shared) {
    acceptor = shared;
    thread.start();
  }

  /** Reads no further question. */
  void stopReading() {
    stopping = true;
    selector.wakeup();
  }

  /** Begins to end all: what is still to be sent has a second. */
  void beginToClose() {
    closeBy = System.nanoTime() + LAST_REPLIES_NANOS;
    stopping = true;
    closing = true;
    selector.wakeup();
  }

  /** Waits for the end that was begun, and frees all. */
  void close() {
    if (thread.isAlive()) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Sockets.closeQuietly(selector);
  }

  /** Takes over a connection. From any thread. */
  void take(SocketChannel channel, InetSocketAddress client) {
    Arrival arrival = new Arrival(channel, client);
    if (Thread.currentThread() == thread) {
      register(arrival, System.nanoTime());
    } else {
      arrivals.add(arrival);
      selector.wakeup();
    }
  }

  /** Takes a question to the pool. */
  boolean offer(TcpReply question) {
    return pool.offer(question);
  }

  /** Takes what the pool has made of a question. From any thread. */
  void deliver(TcpReply reply) {
    replies.add(reply);
    selector.wakeup();
  }

  private void run() {
    while (!isDone()) {
      try {
        selector.select(ready, timeoutMillis());
        long now = System.nanoTime();
        registerArrivals(now);
        deliver(now);
        expire(now);
        if (stopping && !stopped) {
          stop(now);
        } else if (accepts && acceptor != null) {
          acceptor.review(now);
        }
      } catch (Throwable e) {
        // Not even this may end the thread.
        failed("event=tcp-failed", e);
      }
    }
    idle.forEach(this::close);
    arrivals.forEach(arrival -> Sockets.closeQuietly(arrival.channel));
  }

  private boolean isDone() {
    return closing
        && stopped
        && replies.isEmpty()
        && (idle.oldest() == null || System.nanoTime() - closeBy >= 0);
  }

  /** Until something has to be done though nothing comes; 0 for never. */
  private long timeoutMillis() {
    long now = System.nanoTime();
    long left =
        Math.min(Math.min(idle.nanosLeft(now), life.nanosLeft(now)), unfinished.nanosLeft(now));
    if (accepts && acceptor != null) {
      left = Math.min(left, acceptor.nanosUntilRetry(now));
    }
    if (closing) {
      left = Math.min(left, closeBy - now);
    }
    return left == Long.MAX_VALUE ? 0 : Math.max(1, left / NANOS_PER_MILLI + 1);
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof TcpConnection connection) {
      serve(connection);
    } else if (acceptor != null && !stopping) {
      acceptor.accept((ServerSocketChannel) key.channel());
    }
  }

  private void serve(TcpConnection connection) {
    long now = System.nanoTime();
    try {
      if (!connection.unsent.isEmpty()) {
        sendUnsent(connection, now);
      } else if (connection.lingering) {
        discard(connection);
      } else {
        read(connection, now);
      }
      settle(connection, now);
    } catch (Throwable e) {
      end(connection, e);
    }
  }

  private void registerArrivals(long now) {
    for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      register(arrival, now);
    }
  }

  private void register(Arrival arrival, long now) {
    TcpConnection connection;
    try {
      SelectionKey key = arrival.channel.register(selector, SelectionKey.OP_READ);
      connection = new TcpConnection(this, arrival.channel, key, arrival.client);
      key.attach(connection);
    } catch (IOException e) {
      Sockets.closeQuietly(arrival.channel);
      admission.release(arrival.client.getAddress());
      return;
    }
    idle.start(connection.idle, now);
    life.start(connection.life, now);
    if (stopping) {
      settleGuarded(connection, now);
    }
  }

  private void read(TcpConnection connection, long now) throws IOException {
    inBuffer.clear();
    int count = connection.read(inBuffer);
    if (count < 0) {
      connection.ended = true;
      connection.unanswered.clear(); // at most part of a message
    }
    if (count <= 0) {
      return;
    }
    idle.start(connection.idle, now);
    inBuffer.flip();
    int length = count;
    if (connection.unanswered.isEmpty()) {
      inBuffer.get(frames.in, 0, count);
    } else {
      connection.unanswered.add(inBuffer);
      if (!FrameAnswerer.startsWithWhole(connection.unanswered)) {
        return;
      }
      length = connection.unanswered.moveTo(frames.in);
    }
    answer(connection, length);
  }

  /** Answers the whole messages of {@code frames.in}, keeps the rest. */
  private void answer(TcpConnection connection, int length) throws IOException {
    int from = 0;
    boolean full;
    do {
      from = frames.answer(connection, from, length);
      full = frames.isFull();
      send(connection);
    } while (full && connection.unsent.isEmpty());
    connection.advanced |= from > 0;
    if (from < length && frames.mayAsk(connection)) {
      connection.unanswered.add(frames.in, from, length);
    }
  }

  /** Answers what was held back while replies were waited for or not taken. */
  private void answerHeldBack(TcpConnection connection) throws IOException {
    if (connection.unsent.isEmpty() && !connection.unanswered.isEmpty()) {
      answer(connection, connection.unanswered.moveTo(frames.in));
    }
  }

  /** Sends the replies of {@code frames} with one write; what the kernel does not take is kept. */
  private void send(TcpConnection connection) throws IOException {
    int length = frames.written();
    if (length == 0) {
      return;
    }
    int sent = 0;
    if (connection.unsent.isEmpty()) {
      outBuffer.clear().put(frames.out(), 0, length).flip();
      sent = connection.write(outBuffer);
    }
    if (sent < length) {
      connection.unsent.add(frames.out(), sent, length);
    }
    frames.clear();
  }

  private void sendUnsent(TcpConnection connection, long now) throws IOException {
    OctetQueue unsent = connection.unsent;
    boolean more;
    do {
      outBuffer.clear();
      unsent.copyTo(outBuffer);
      outBuffer.flip();
      int sent = connection.write(outBuffer);
      unsent.drop(sent);
      connection.taken += sent;
      more = sent > 0 && !unsent.isEmpty() && !outBuffer.hasRemaining();
    } while (more);
    idle.start(connection.idle, now);
    if (connection.taken >= PIECE) {
      connection.taken = 0;
      connection.advanced = true;
    }
    answerHeldBack(connection);
  }

  /** Reads what is of no interest any more: closing with it unread would lose the last replies. */
  private void discard(TcpConnection connection) throws IOException {
    inBuffer.clear();
    connection.ended |= connection.read(inBuffer) < 0;
  }

  /** Sends what the pool has answered, with one write a connection. */
  private void deliver(long now) {
    for (TcpReply reply = replies.poll(); reply != null; reply = replies.poll()) {
      TcpConnection connection = reply.connection;
      connection.waiting--;
      if (connection.closed) {
        continue;
      }
      if (connection.replies.isEmpty()) {
        answered.add(connection);
      }
      connection.replies.add(reply);
    }
    for (int i = 0; i < answered.size(); i++) {
      deliver(answered.get(i), now);
    }
    answered.clear();
  }

  private void deliver(TcpConnection connection, long now) {
    try {
      for (TcpReply reply : connection.replies) {
        if (frames.isFull()) {
          send(connection);
        }
        if (reply.octets != null) {
          frames.add(connection, reply.octets);
        }
      }
      connection.replies.clear();
      send(connection);
      idle.start(connection.idle, now);
      answerHeldBack(connection);
      settle(connection, now);
    } catch (Throwable e) {
      end(connection, e);
    }
  }

  /** Decides what the connection waits for next, and how long it may. */
  private void settle(TcpConnection connection, long now) throws IOException {
    if (!connection.unsent.isEmpty()) {
      connection.awaits(SelectionKey.OP_WRITE);
    } else if (connection.lingering) {
      if (connection.ended) {
        close(connection);
      }
    } else if (connection.ended || connection.broken || stopping || !frames.mayAsk(connection)) {
      finish(connection, now);
    } else {
      boolean more = connection.waiting < FrameAnswerer.MAX_WAITING;
      connection.awaits(more ? SelectionKey.OP_READ : 0);
    }
    if (!connection.closed) {
      limit(connection, now);
    }
  }

  /** Ends a connection that may ask no more, once all is answered. */
  private void finish(TcpConnection connection, long now) throws IOException {
    connection.unanswered.clear();
    if (connection.waiting > 0) {
      connection.awaits(0);
      return;
    }
    if (!connection.ended) {
      connection.channel.shutdownOutput();
      connection.lingering = true;
      idle.start(connection.idle, now);
      connection.awaits(SelectionKey.OP_READ);
    }
    if (stopping && !connection.ended) {
      discard(connection);
    }
    if (stopping || connection.ended) {
      close(connection);
    }
  }

  /** Bounds the time and the memory that a client may take to finish what it has begun. */
  private void limit(TcpConnection connection, long now) {
    boolean heldBack = connection.waiting >= FrameAnswerer.MAX_WAITING;
    if (connection.unsent.isEmpty() && (connection.unanswered.isEmpty() || heldBack)) {
      unfinished.stop(connection.unfinished);
    } else if (connection.advanced || !connection.unfinished.isRunning()) {
      unfinished.start(connection.unfinished, now);
    }
    connection.advanced = false;
    kept += connection.charge();
    while (kept > maxKept) {
      TcpConnection oldest = unfinished.oldest();
      if (oldest == null) {
        return;
      }
      LOG.warn("event=tcp-memory-full peer=" + oldest.client);
      close(oldest);
    }
  }

  /** Closes what has been idle, unfinished or open for too long. */
  private void expire(long now) {
    for (TcpConnection c = unfinished.due(now); c != null; c = unfinished.due(now)) {
      close(c);
    }
    for (TcpConnection c = life.due(now); c != null; c = life.due(now)) {
      close(c);
    }
    for (TcpConnection c = idle.due(now); c != null; c = idle.due(now)) {
      if (c.waiting > 0) {
        idle.start(c.idle, now); // it is the server that is slow
      } else {
        close(c);
      }
    }
  }

  /** Ends each connection that has nothing to wait for any more. */
  private void stop(long now) {
    stopped = true;
    if (accepts && acceptor != null) {
      acceptor.stop();
    }
    idle.forEach(connection -> settleGuarded(connection, now));
  }

  private void settleGuarded(TcpConnection connection, long now) {
    try {
      settle(connection, now);
    } catch (Throwable e) {
      end(connection, e);
    }
  }

  /** Closes a connection that something went wrong with. */
  private void end(TcpConnection connection, Throwable error) {
    frames.clear();
    if (!(error instanceof IOException || error instanceof CancelledKeyException)) {
      failed("event=tcp-failed peer=" + connection.client, error);
    }
    close(connection); // else the client went away
  }

  private void close(TcpConnection connection) {
    if (connection.closed) {
      return;
    }
    connection.closed = true;
    idle.stop(connection.idle);
    life.stop(connection.life);
    unfinished.stop(connection.unfinished);
    connection.unanswered.clear();
    connection.unsent.clear();
    kept += connection.charge();
    Sockets.closeQuietly(connection.channel);
    admission.release(connection.client.getAddress());
    if (acceptor != null) {
      acceptor.roomMade();
    }
  }

  /** Counts and logs what should not have happened; the thread goes on. */
  private void failed(String event, Throwable error) {
    counters.count(Counter.HANDLING_ERRORS);
    LOG.error(event, error);
  }
}
