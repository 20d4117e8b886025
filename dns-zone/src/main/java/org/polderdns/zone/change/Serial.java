package org.polderdns.zone.change;

import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** SOA serial numbers, 0 to 2^32-1, and their arithmetic (RFC 1982). */
public final class Serial {
  private static final long MASK = 0xffffffffL;

  /** The numbers after the names in an SOA: serial, refresh, retry, expire, minimum. */
  private static final int NUMBERS = 20;

  private Serial() {}

  /**
   * Whether {@code a} is greater than {@code b} (RFC 1982 §3.2). Of two that are exactly 2^31
   * apart, which the RFC leaves undefined, neither is.
   */
  public static boolean isGreater(long a, long b) {
    long distance = (a - b) & MASK;
    return distance != 0 && distance < 0x80000000L;
  }

  /** The next one; 1 after 2^32-1, since some software takes 0 for no serial. */
  public static long next(long serial) {
    long next = (serial + 1) & MASK;
    return next == 0 ? 1 : next;
  }

  /** {@code wanted} if that is greater, else the next one: never a step back. */
  public static long atLeast(long wanted, long serial) {
    return isGreater(wanted & MASK, serial) ? wanted & MASK : next(serial);
  }

  /**
   * The serial of an SOA RRset.
   *
   * @throws IllegalArgumentException if it is not of type SOA
   */
  public static long of(RRset soa) {
    Octets rdata = rdata(soa);
    return rdata.u32(rdata.length() - NUMBERS);
  }

  /**
   * The SOA with another serial, all else the same.
   *
   * @throws IllegalArgumentException if it is not of type SOA
   */
  public static RRset with(RRset soa, long serial) {
    byte[] octets = rdata(soa).toArray();
    int at = octets.length - NUMBERS;
    for (int i = 0; i < 4; i++) {
      octets[at + i] = (byte) (serial >>> 24 - 8 * i);
    }
    return RRset.of(soa.owner(), soa.type(), soa.rclass(), soa.ttl(), List.of(Octets.wrap(octets)));
  }

  private static Octets rdata(RRset soa) {
    if (soa.type() != RecordType.SOA || soa.rdatas().get(0).length() < NUMBERS + 2) {
      throw new IllegalArgumentException("no SOA: " + soa);
    }
    return soa.rdatas().get(0);
  }
}
