package org.polderdns.server.stats;

/** Something that counts. */
public abstract class Tally {
  Tally() {}

  /** Counts {@code amount} more. */
  public abstract void count(Counter counter, long amount);

  /** Counts one more. */
  public final void count(Counter counter) {
    count(counter, 1);
  }

  /** A question that came in. */
  public final void countQuestion(boolean tcp, boolean ip6) {
    if (tcp) {
      count(Counter.TCP_QUERIES);
      count(ip6 ? Counter.TCP6_QUERIES : Counter.TCP4_QUERIES);
    } else {
      count(Counter.UDP_QUERIES);
      count(ip6 ? Counter.UDP6_QUERIES : Counter.UDP4_QUERIES);
    }
  }

  /** An answer of {@code octets} octets that went out. */
  public final void countAnswer(boolean tcp, boolean ip6, int octets) {
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
}
