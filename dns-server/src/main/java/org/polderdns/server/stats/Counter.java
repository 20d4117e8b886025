package org.polderdns.server.stats;

import java.util.Locale;

/** A number that only grows. Its name outside is the constant's, with hyphens. */
public enum Counter {
  /** Messages that could not be parsed. */
  CORRUPT_PACKETS,
  /** Replies not put into the packet cache, as another thread was first or a purge came between. */
  DEFERRED_PACKETCACHE_INSERTS,
  /** Errors in handling a question that are the server's own fault. */
  HANDLING_ERRORS,
  NOERROR_PACKETS,
  NXDOMAIN_PACKETS,
  /** Questions dropped because too many waited for a store. */
  OVERLOAD_DROPS,
  /** Questions answered by the packet cache. */
  PACKETCACHE_HIT,
  /** Questions that the packet cache could have answered, and a store was asked for. */
  PACKETCACHE_MISS,
  /** Questions that asked for recursion. */
  RD_QUERIES,
  SERVFAIL_PACKETS,
  TCP_ANSWERS,
  TCP_ANSWERS_BYTES,
  /** Connections closed at once because of a limit. */
  TCP_CONNECTIONS_REFUSED,
  TCP_QUERIES,
  TCP4_ANSWERS,
  TCP4_ANSWERS_BYTES,
  TCP4_QUERIES,
  TCP6_ANSWERS,
  TCP6_ANSWERS_BYTES,
  TCP6_QUERIES,
  /** Questions dropped because they had waited too long. */
  TIMEDOUT_PACKETS,
  UDP_ANSWERS,
  UDP_ANSWERS_BYTES,
  /** Questions with the DO bit. */
  UDP_DO_QUERIES,
  UDP_QUERIES,
  /** Calls to receive that the kernel ended with an error. */
  UDP_RECEIVE_ERRORS,
  /** Replies that the kernel did not take, for want of room or of a route. */
  UDP_SEND_ERRORS,
  UDP4_ANSWERS,
  UDP4_ANSWERS_BYTES,
  UDP4_QUERIES,
  UDP6_ANSWERS,
  UDP6_ANSWERS_BYTES,
  UDP6_QUERIES,
  /** Questions for names in no zone served. */
  UNAUTH_PACKETS;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As in {@code pdns_control show}. */
  public String text() {
    return text;
  }
}
