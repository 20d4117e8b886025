package org.polderdns.server.stats;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of one server. For any number of threads; none waits for another. A thread that
 * counts at every question takes a lane of its own, which is cheaper.
 */
public final class Counters extends Tally {
  private final LongAdder[] adders = new LongAdder[Counter.values().length];
  private final List<CounterLane> lanes = new CopyOnWriteArrayList<>();

  public Counters() {
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
  }

  /** A lane for a thread that keeps it for good: what it counted stays counted. */
  public CounterLane newLane() {
    CounterLane lane = new CounterLane();
    lanes.add(lane);
    return lane;
  }

  @Override
  public void count(Counter counter, long amount) {
    adders[counter.ordinal()].add(amount);
  }

  public long value(Counter counter) {
    long value = adders[counter.ordinal()].sum();
    for (CounterLane lane : lanes) {
      value += lane.value(counter);
    }
    return value;
  }

  /** All of them by name. */
  public Map<String, Long> snapshot() {
    Map<String, Long> values = new TreeMap<>();
    for (Counter counter : Counter.values()) {
      values.put(counter.text(), value(counter));
    }
    return values;
  }
}
