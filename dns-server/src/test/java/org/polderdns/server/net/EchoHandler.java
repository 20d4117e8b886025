package org.polderdns.server.net;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages back. The third octet says how: {@code L} from the pool, {@code W} from the pool
 * when {@link #gate} lets it, {@code N} not at all, {@code X} and {@code E} fail, {@code B} as
 * {@link #BIG} octets, {@code H} as more than a datagram holds, {@code P} with the client behind it,
 * {@code Q} the same from the pool, {@code T} with note of the thread.
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

  private int answer(
      byte[] in, int from, int to, boolean tcp, Peer client, boolean mayWait, byte[] out, int at) {
    entered.incrementAndGet();
    char mode = (char) in[from + 2];
    if ((mode == 'L' || mode == 'W' || mode == 'Q') && !mayWait) {
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
      case 'H' -> {
        return MAX_REPLY;
      }
      case 'P', 'Q' -> {
        byte[] text = client.address().toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(in, from, out, at, to - from);
        System.arraycopy(text, 0, out, at + to - from, text.length);
        return to - from + text.length;
      }
      default -> {}
    }
    System.arraycopy(in, from, out, at, to - from);
    return to - from;
  }
}
