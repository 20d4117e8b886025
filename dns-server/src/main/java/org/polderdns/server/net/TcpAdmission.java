package org.polderdns.server.net;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of all receivers and of each client. For any number of threads. */
final class TcpAdmission {
  private final int most;
  private final int mostPerClient;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> perClient = new ConcurrentHashMap<>();

  TcpAdmission(TcpLimits limits) {
    this.most = limits.maxConnections();
    this.mostPerClient = limits.maxPerClient();
  }

  int open() {
    return open.get();
  }

  boolean hasRoom() {
    return open.get() < most;
  }

  /** Counts a connection, unless its client has as many as it may. */
  boolean admit(InetAddress client) {
    if (mostPerClient > 0 && perClient.merge(client, 1, Integer::sum) > mostPerClient) {
      forget(client);
      return false;
    }
    open.incrementAndGet();
    return true;
  }

  /** Counts a connection admitted before no more. */
  void release(InetAddress client) {
    open.decrementAndGet();
    if (mostPerClient > 0) {
      forget(client);
    }
  }

  private void forget(InetAddress client) {
    perClient.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
  }
}
