package org.polderdns.server.net;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

/**
 * Datagrams by {@code recvmmsg} and {@code sendmmsg}: one system call for up to 64 of them, and one
 * for the replies. For one thread.
 */
final class BatchExchange {
  private static final int CAPACITY = 64;

  /** Octets of a datagram that is looked at before its turn. */
  private static final int SHORT = UdpWorker.AHEAD / CAPACITY;

  /** Datagrams from which on that is worth it. */
  private static final int LEAST_AHEAD = 2;

  private static final long PAUSE_NANOS = 1_000_000;

  /**
   * Pause after a batch of which all wait for threads that ask stores, while none of those is free. A
   * thread that is woken for each question takes the core from the one that answers: a sixth to a
   * fifth of the time of an answer that is signed out of SQLite.
   */
  private static final long GATHER_NANOS = 300_000;

  private final UdpWorker worker;
  private final Counters counters;
  private final DatagramBatch batch = new DatagramBatch(CAPACITY);
  private final int[] bounds = new int[2 * CAPACITY]; // of the datagrams in worker.in
  private final Sender sender = new Sender();

  BatchExchange(UdpWorker worker, Counters counters) {
    this.worker = worker;
    this.counters = counters;
  }

  /**
   * Receives a batch and answers it.
   *
   * @param flags as of {@link DatagramBatch#receive}
   * @return whether there was one
   */
  boolean serve(BatchSocket socket, int flags) {
    int count = batch.receive(socket.descriptor(), flags);
    if (count <= 0) {
      failed(LinuxSockets.error());
      return false;
    }
    lookAhead(count);
    int later = 0; // questions left to the pool
    for (int slot = 0; slot < count; slot++) {
      if (batch.isAnswerable(slot)) {
        later += handle(socket, slot) ? 1 : 0;
      }
    }
    batch.send(socket.descriptor(), worker.lane);
    if (later == count && worker.pool.isBusy()) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    return true;
  }

  /** Copies the short datagrams, and has what they ask for looked up together. */
  private void lookAhead(int count) {
    int at = 0;
    for (int slot = 0; slot < count; slot++) {
      int length = batch.length(slot);
      boolean room = length <= SHORT;
      if (room) {
        batch.copy(slot, worker.in, at);
      }
      bounds[2 * slot] = at;
      at += room ? length : 0;
      bounds[2 * slot + 1] = at;
    }
    worker.expect(bounds, count < LEAST_AHEAD ? 0 : count);
  }

  /** Answers a question, or leaves it to the pool; tells whether it did the latter. */
  private boolean handle(BatchSocket socket, int slot) {
    int length = batch.length(slot);
    int from = bounds[2 * slot];
    if (length > SHORT) {
      from = UdpWorker.AHEAD;
      batch.copy(slot, worker.in, from);
    }
    sender.slot = slot;
    int replyLength = worker.answer(from, length, sender, batch.isIp6(slot));
    if (replyLength == MessageHandler.LATER) {
      byte[] message = Arrays.copyOfRange(worker.in, from, from + length);
      worker.pool.offer(new Waiting(message, batch.client(slot), socket, batch.envelopeOf(slot)));
      return true;
    }
    if (replyLength > 0) {
      batch.reply(slot, worker.out, replyLength);
    }
    return false;
  }

  /** An error says that an earlier reply bounced, or that the system lacks something for a while. */
  private void failed(int error) {
    if (error != LinuxSockets.EAGAIN && error != LinuxSockets.EINTR) {
      worker.lane.count(Counter.UDP_RECEIVE_ERRORS);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The sender of the datagram at hand. */
  private final class Sender implements Peer {
    private int slot;

    @Override
    public InetSocketAddress address() {
      return batch.client(slot);
    }
  }

  /** A question that a thread of the pool answers straight to the socket. */
  private final class Waiting extends WaitingQuestion {
    private final BatchSocket socket;
    private final byte[] envelope;

    Waiting(byte[] message, InetSocketAddress client, BatchSocket socket, byte[] envelope) {
      super(message, client, false);
      this.socket = socket;
      this.envelope = envelope;
    }

    @Override
    void done(byte[] reply, int length) {
      if (length > 0) {
        socket.send(envelope, reply, length, counters);
      }
    }

    @Override
    void flush() {
      socket.flush(counters);
    }
  }
}
