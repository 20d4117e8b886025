package org.polderdns.server.stats;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one server. For any number of threads; none waits for another. */
public final class Counters {
  private final LongAdder[] adders = new LongAdder[Counter.values().length];

  public Counters() {
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
  }

  public void count(Counter counter) {
    adders[counter.ordinal()].increment();
  }

  public void count(Counter counter, long amount) {
    adders[counter.ordinal()].add(amount);
  }

  public long value(Counter counter) {
    return adders[counter.ordinal()].sum();
  }

  /** A question that came in. */
  public void countQuestion(boolean tcp, boolean ip6) {
    count(tcp ? Counter.TCP_QUERIES : Counter.UDP_QUERIES);
    if (tcp) {
      count(ip6 ? Counter.TCP6_QUERIES : Counter.TCP4_QUERIES);
    } else {
      count(ip6 ? Counter.UDP6_QUERIES : Counter.UDP4_QUERIES);
    }
  }

  /** An answer of {@code octets} octets that went out. */
  public void countAnswer(boolean tcp, boolean ip6, int octets) {
    if (tcp) {
      count(Counter.TCP_ANSWERS);
      count(Counter.TCP_ANSWERS_BYTES, octets);
      count(ip6 ? Counter.TCP6_ANSWERS : Counter.TCP4_ANSWERS);
      count(ip6 ? Counter.TCP6_ANSWERS_BYTES : Counter.TCP4_ANSWERS_BYTES, octets);
    } else {
      count(Counter.UDP_ANSWERS);
      count(Counter.UDP_ANSWERS_BYTES, octets);
      count(ip6 ? Counter.UDP6_ANSWERS : Counter.UDP4_ANSWERS);
      count(ip6 ? Counter.UDP6_ANSWERS_BYTES : Counter.UDP4_ANSWERS_BYTES, octets);
    }
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
