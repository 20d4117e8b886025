package org.polderdns.server.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages back. The third octet says how: {@code L} from the pool, {@code W} from the pool
 * when {@link #gate} lets it, {@code N} not at all, {@code X} fails, {@code B} as {@link #BIG}
 * octets, {@code T} with note of the thread.
 */
final class EchoHandler implements MessageHandler {
  static final int BIG = 60000;

  final Semaphore gate = new Semaphore(0);
  final AtomicInteger entered = new AtomicInteger();
  final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @Override
  public Session newSession() {
    return this::answer;
  }

  @SuppressWarnings("unused")
  private int answer(
      byte[] in, int from, int to, boolean tcp, Peer client, boolean mayWait, byte[] out, int at) {
    entered.incrementAndGet();
    char mode = (char) in[from + 2];
    if ((mode == 'L' || mode == 'W') && !mayWait) {
      return LATER;
    }
    switch (mode) {
      case 'T' -> threads.add(Thread.currentThread());
      case 'W' -> gate.acquireUninterruptibly();
      case 'N' -> {
        return NO_REPLY;
      }
      case 'X' -> throw new IllegalStateException("on purpose");
      case 'E' -> throw new StackOverflowError("on purpose");
      case 'B' -> {
        System.arraycopy(in, from, out, at, to - from);
        return BIG;
      }
      default -> {}
    }
    System.arraycopy(in, from, out, at, to - from);
    return to - from;
  }
}
