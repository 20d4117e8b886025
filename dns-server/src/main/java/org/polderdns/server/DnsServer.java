package org.polderdns.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.CacheCounts;
import org.polderdns.backend.SnapshotCounts;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.server.cache.CachePurge;
import org.polderdns.server.cache.PacketCache;
import org.polderdns.server.config.Addresses;
import org.polderdns.server.config.Settings;
import org.polderdns.server.net.BindException;
import org.polderdns.server.net.StorePool;
import org.polderdns.server.net.TcpLimits;
import org.polderdns.server.net.TcpTransport;
import org.polderdns.server.net.UdpMode;
import org.polderdns.server.net.UdpOptions;
import org.polderdns.server.net.UdpTransport;
import org.polderdns.server.query.QueryHandler;
import org.polderdns.server.query.QueryOptions;
import org.polderdns.server.stats.Counters;
import org.polderdns.server.stats.KernelUdpCounters;

/**
 * A running nameserver: UDP and TCP on the same addresses and ports, answering out of zones in
 * memory or in stores.
 *
 * <pre>{@code
 * try (DnsServer server = DnsServer.builder().zone("example.", """
 *     @    3600 SOA ns1 hostmaster 1 10800 3600 604800 3600
 *          3600 NS  ns1
 *     ns1  3600 A   192.0.2.53
 *     """).start()) {
 *   InetSocketAddress address = server.address();  // 127.0.0.1 and a free port
 * }
 * }</pre>
 *
 * <p>Any number of them live in one process. {@link #close()} answers what waits and frees all.
 */
public final class DnsServer implements AutoCloseable {
  /** How often a free port is tried for UDP until it is free for TCP too. */
  private static final int PORT_TRIES = 20;

  /** Of questions for each receiver, as the table of settings has it. */
  private static final int DEFAULT_QUEUE_LENGTH = 5000;

  /** Questions in the queue, whose places are made at the start: 40 MB. */
  private static final int MOST_WAITING = 10_000_000;

  /** How long a TCP client may take to finish a message. */
  private static final int UNFINISHED_SECONDS = 10;

  private final KernelUdpCounters kernelCounters = new KernelUdpCounters();
  private final Counters counters;
  private final ServedZones zones;
  private final @Nullable PacketCache cache;
  private final StorePool pool;
  private final UdpTransport udp;
  private final TcpTransport tcp;
  private final List<String> notices;
  private final long started = System.nanoTime();
  private boolean closed;

  private DnsServer(
      Counters counters,
      ServedZones zones,
      @Nullable PacketCache cache,
      StorePool pool,
      UdpTransport udp,
      TcpTransport tcp,
      List<String> notices) {
    this.counters = counters;
    this.zones = zones;
    this.cache = cache;
    this.pool = pool;
    this.udp = udp;
    this.tcp = tcp;
    this.notices = List.copyOf(notices);
  }

  /** A builder without zones, which starts on a free port of 127.0.0.1. */
  public static DnsServerBuilder builder() {
    return new DnsServerBuilder();
  }

  static DnsServer start(Settings settings, ServedZones zones) {
    Counters counters = new Counters();
    QueryOptions options = QueryOptions.of(settings, hostName(), "Polder DNS " + version());
    PacketCache cache = cache(settings, options, zones);
    QueryHandler handler = cache == null
        ? new QueryHandler(zones, options, counters)
        : new QueryHandler(zones, options, counters, cache);
    UdpOptions udpOptions = udpOptions(settings);
    List<String> notices = new ArrayList<>();
    StorePool pool = pool(settings, handler, counters, notices);
    TcpLimits limits = tcpLimits(settings);
    noteSnapshots(settings, zones, notices);
    List<InetSocketAddress> wanted = addresses(settings, udpOptions, notices);
    for (int tries = 1; ; tries++) {
      UdpTransport udp = new UdpTransport(wanted, udpOptions, handler, pool, counters);
      try {
        TcpTransport tcp = new TcpTransport(
            udp.addresses(),
            udpOptions.nonLocal(),
            udpOptions.threads(),
            limits,
            handler,
            pool,
            counters);
        pool.start();
        udp.start();
        tcp.start();
        zones.start();
        return new DnsServer(counters, zones, cache, pool, udp, tcp, notices);
      } catch (BindException e) {
        udp.close();
        boolean free = wanted.stream().allMatch(address -> address.getPort() == 0);
        if (!free || tries == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  /** As many threads and as long a queue for each receiver as the settings say, in one pool. */
  private static StorePool pool(
      Settings settings, QueryHandler handler, Counters counters, List<String> notices) {
    int receivers = settings.number("receiver-threads", 1, 1024);
    int threads = receivers * settings.number("distributor-threads", 1, 1024);
    long length = (long) receivers * queueLength(settings, notices);
    long overload = (long) receivers * settings.number("overload-queue-length");
    StorePool.Limits limits = new StorePool.Limits(
        (int) Math.min(MOST_WAITING, length),
        (int) Math.min(Integer.MAX_VALUE, overload),
        settings.number("queue-limit"));
    return new StorePool(handler, counters, Math.min(1024, threads), limits);
  }

  /**
   * The questions that may wait for each receiver. 4.7.3 starts with 0 and with 2147483647; with 0
   * it answers only unthreaded, where it lets all wait.
   */
  private static int queueLength(Settings settings, List<String> notices) {
    int length = settings.number("max-queue-length");
    int obeyed = length == 0 ? DEFAULT_QUEUE_LENGTH : Math.min(length, MOST_WAITING);
    if (obeyed != length) {
      notices.add("max-queue-length=" + length + " counts as " + obeyed);
    }
    return obeyed;
  }

  private static void noteSnapshots(Settings settings, ServedZones zones, List<String> notices) {
    if (!settings.text("zone-snapshot").equals("no") && zones.mayBlock()) {
      if (!settings.yes("consistent-backends")) {
        notices.add("zone-snapshot holds nothing of databases with consistent-backends=no");
      } else if (settings.number("zone-cache-refresh-interval") == 0) {
        notices.add("zone-snapshot holds nothing of databases with zone-cache-refresh-interval=0");
      }
    }
  }

  private static UdpOptions udpOptions(Settings settings) {
    return new UdpOptions(
        settings.number("receiver-threads", 1, 1024),
        settings.yes("reuseport"),
        settings.yes("non-local-bind"),
        settings.choice("udp-transport", UdpMode.class));
  }

  private static List<InetSocketAddress> addresses(
      Settings settings, UdpOptions udp, List<String> notices) {
    List<InetSocketAddress> addresses = ListenAddresses.usable(
        settings.addresses("local-address", settings.number("local-port", 0, 65535)),
        settings.yes("local-address-nonexist-fail") || udp.nonLocal(),
        notices);
    if (addresses.isEmpty()) {
      throw new BindException("local-address names no address that can be bound: '"
          + settings.text("local-address") + "'");
    }
    if (udp.mode() == UdpMode.NIO
        && addresses.stream().anyMatch(address -> address.getAddress().isAnyLocalAddress())) {
      notices.add("With udp-transport=nio, replies of UDP sockets on 0.0.0.0 or :: leave from the"
          + " address of the route, which may not be the one asked");
    }
    return addresses;
  }

  /** The packet cache; null if it is off, or if zones in memory are faster than it anyway. */
  private static @Nullable PacketCache cache(
      Settings settings, QueryOptions options, ServedZones zones) {
    int seconds = settings.number("cache-ttl");
    int entries = settings.number("max-packet-cache-entries");
    if (seconds == 0 || entries == 0 || !zones.mayBlock()) {
      return null;
    }
    long octets = Runtime.getRuntime().maxMemory() / 8;
    return new PacketCache(options.udpLimit(), seconds, entries, octets, zones::changesSeen);
  }

  private static TcpLimits tcpLimits(Settings settings) {
    int idleSeconds = settings.number("tcp-idle-timeout", 1, 86400);
    return new TcpLimits(
        settings.number("max-tcp-connections", 1, 1_000_000),
        settings.number("max-tcp-connections-per-client"),
        settings.number("max-tcp-transactions-per-conn"),
        settings.number("max-tcp-connection-duration"),
        idleSeconds,
        Math.max(UNFINISHED_SECONDS, idleSeconds),
        Runtime.getRuntime().maxMemory() / 8);
  }

  private static String version() {
    String version = DnsServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String hostName() {
    String name = System.getenv().getOrDefault("HOSTNAME", "");
    if (!name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The first address; both UDP and TCP are served on its port. */
  public InetSocketAddress address() {
    return udp.addresses().get(0);
  }

  /** All addresses, each with UDP and TCP on its port. */
  public List<InetSocketAddress> addresses() {
    return udp.addresses();
  }

  /** What was done otherwise than asked, one line each, as an address left out. */
  public List<String> notices() {
    return notices;
  }

  /** Empties the caches of replies that stores were asked for, and of what they were asked. */
  public CachePurge cachePurge() {
    return zones.cachePurge(cache == null ? CachePurge.NONE : cache);
  }

  /** Has lists of zones read again, and zones that are held in memory compared with their stores. */
  public ZoneDiscovery discovery() {
    return zones.discovery();
  }

  /** What has been counted so far, under the names of {@code pdns_control show}. */
  public Map<String, Long> statistics() {
    Map<String, Long> values = counters.snapshot();
    values.putAll(kernelCounters.snapshot());
    values.put("open-tcp-connections", (long) tcp.openConnections());
    values.put("uptime", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
    values.put("packetcache-size", cache == null ? 0L : cache.size());
    putCounts(values, "query-cache", zones.cacheCounts());
    values.put("query-cache-stale", zones.cacheCounts().stale());
    putCounts(values, "zone-cache", zones.listCounts());
    putCounts(values, "meta-cache", zones.metadataCounts());
    putCounts(values, "key-cache", zones.keyCounts());
    values.put("backend-queries", zones.queries());
    values.putAll(zones.signatureCounts());
    values.put("unreadable-rrsets", zones.unreadable());
    SnapshotCounts held = zones.snapshotCounts();
    values.put("zone-snapshots", held.zones());
    values.put("zone-snapshot-records", held.records());
    values.put("zone-snapshot-bytes", held.octets());
    values.put("zone-snapshot-loads", held.loads());
    values.put("zone-snapshot-checks", held.checks());
    values.put("zone-snapshot-refused", held.refused());
    values.putAll(zones.signingCounts());
    values.put("qsize-q", (long) pool.waiting());
    return values;
  }

  private static void putCounts(Map<String, Long> values, String cache, CacheCounts counts) {
    values.put(cache + "-hit", counts.hits());
    values.put(cache + "-miss", counts.misses());
    values.put(cache + "-size", counts.size());
  }

  /** Takes no more questions, answers those that wait, and frees sockets and threads. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    zones.close();
    udp.stopReading();
    tcp.stopReading();
    pool.close();
    tcp.close();
    udp.close();
  }

  @Override
  public String toString() {
    return "DnsServer" + addresses().stream().map(Addresses::print).toList();
  }
}
