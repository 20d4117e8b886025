package org.polderdns.server.cache;

import org.polderdns.wire.Query;
import org.polderdns.wire.RecordType;

/** For how long a reply may be kept. */
final class ReplyTimes {
  private static final int NOERROR = 0;
  private static final int NXDOMAIN = 3;
  private static final int REFUSED = 5;

  private ReplyTimes() {}

  /**
   * The least TTL of the records of a reply that this server wrote, 0 if it may not be kept: what
   * is not an answer, as SERVFAIL, is not.
   *
   * @param most what is returned where no record has less, in seconds
   */
  static long seconds(byte[] reply, int from, int length, long most) {
    int rcode = reply[from + 3] & 0x0f;
    if (rcode != NOERROR && rcode != NXDOMAIN && rcode != REFUSED) {
      return 0;
    }
    long least = most;
    int at = behindName(reply, from + Query.HEADER_LENGTH) + 4;
    while (at < from + length) {
      int type = behindName(reply, at);
      if (u16(reply, type) != RecordType.OPT.code()) {
        long ttl = (long) u16(reply, type + 4) << 16 | u16(reply, type + 6);
        least = Math.min(least, ttl);
      }
      at = type + 10 + u16(reply, type + 8);
    }
    return least;
  }

  private static int behindName(byte[] octets, int from) {
    int at = from;
    while (octets[at] > 0) {
      at += 1 + octets[at];
    }
    return octets[at] == 0 ? at + 1 : at + 2; // behind the root or a pointer
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }
}
