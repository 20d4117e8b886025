package org.polderdns.server.net;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.polderdns.server.stats.Counters;

/** One thread that receives datagrams, with its channels. */
final class UdpReceiver implements Runnable {
  private final List<DatagramChannel> channels;
  private final Counters counters;
  private final UdpWorker worker;
  private final Selector selector;
  private final Thread thread;
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile UdpPath path;
  private volatile boolean stopping;
  private boolean running;
  private boolean closed;

  /** Begins with NIO. */
  UdpReceiver(
      int index,
      List<DatagramChannel> channels,
      MessageHandler handler,
      StorePool pool,
      Counters counters)
      throws IOException {
    this.channels = channels;
    this.counters = counters;
    this.worker = new UdpWorker(handler, pool, counters);
    this.selector = Selector.open();
    this.path = new NioPath(worker, counters, selector);
    this.thread = new Thread(this, "polder-udp-" + index);
    thread.setDaemon(true);
    for (DatagramChannel channel : channels) {
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  /**
   * Goes on with batches, if it has not ended. No datagram is lost: the sockets are the same.
   *
   * @throws IOException if that cannot be; NIO goes on
   */
  synchronized void takeBatches() throws IOException {
    if (!stopping) {
      UdpPath before = path;
      path = channels.size() == 1
          ? new BlockingBatches(worker, counters, selector.keys().iterator().next())
          : new SelectedBatches(worker, counters, selector);
      before.wake();
    }
  }

  synchronized void start() {
    running = true;
    thread.start();
  }

  /** Waits for the first wake-up for datagrams to be over, at most so long. */
  void awaitFirst(long timeout, TimeUnit unit) throws InterruptedException {
    boolean unused = first.await(timeout, unit);
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        if (path.serve()) {
          first.countDown();
        }
      } catch (Throwable e) {
        // Not even this may end the thread. What it was about is lost.
        worker.failed("event=udp-failed", e);
      }
    }
    ended();
  }

  /** Takes no more datagrams, and waits until those taken are answered, at most five seconds. */
  void stop() {
    synchronized (this) {
      stopping = true;
      path.wake();
    }
    if (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Frees the sockets, or lets the thread do it at its end: it must not find others behind them. */
  synchronized void close() {
    closed = true;
    if (!running) {
      free();
    }
  }

  private synchronized void ended() {
    running = false;
    if (closed) {
      free();
    }
  }

  private void free() {
    path.close();
    channels.forEach(Sockets::closeQuietly);
    Sockets.closeQuietly(selector);
  }
}
