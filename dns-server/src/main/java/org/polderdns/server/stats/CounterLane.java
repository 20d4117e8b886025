package org.polderdns.server.stats;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The share of one thread in the counters of a server: it alone counts here, by a plain addition to
 * memory that no other thread writes. Any thread may read, and sees each number whole and soon.
 */
public final class CounterLane extends Tally {
  private static final int COUNTERS = Counter.values().length;

  /** Longs that keep the lanes of two threads off one cache line, and off its neighbour. */
  private static final int PADDING = 16;

  private final AtomicLongArray values = new AtomicLongArray(PADDING + COUNTERS + PADDING);

  CounterLane() {}

  /** Counts {@code amount} more. For the thread that has the lane. */
  @Override
  public void count(Counter counter, long amount) {
    int index = PADDING + counter.ordinal();
    values.setOpaque(index, values.getPlain(index) + amount);
  }

  long value(Counter counter) {
    return values.getOpaque(PADDING + counter.ordinal());
  }
}
