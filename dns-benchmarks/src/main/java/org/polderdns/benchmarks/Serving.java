package org.polderdns.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ReadySource;
import org.polderdns.backend.WaitingSource;
import org.polderdns.records.RdataFormats;
import org.polderdns.server.cache.PacketCache;
import org.polderdns.server.net.MessageHandler;
import org.polderdns.server.net.Peer;
import org.polderdns.server.query.QueryHandler;
import org.polderdns.server.query.QueryOptions;
import org.polderdns.server.query.Zones;
import org.polderdns.server.stats.Counters;
import org.polderdns.wire.Edns;
import org.polderdns.wire.Header;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Question;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneCompiler;
import org.polderdns.zone.compiled.ZoneTable;
import org.polderdns.zone.compiled.ZoneTables;
import org.polderdns.zone.file.ZoneFileReader;

/** What a server does between the sockets: a session over a zone in memory, and requests. */
final class Serving {
  private static final Peer PEER =
      Peer.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4242));

  private static final int LIMIT = 1232;
  private static final QueryOptions OPTIONS =
      new QueryOptions(AnswerOptions.DEFAULT, LIMIT, "benchmark", "");

  /** Requests of a batch. */
  static final int BATCH = 64;

  private final byte[] batch = new byte[BATCH * 512];
  private final int[] bounds = new int[2 * BATCH];
  private final MessageHandler.Session session;
  private final boolean mayWait;
  private final byte[] reply = new byte[MessageHandler.MAX_REPLY];
  private final byte[][] requests;
  private int next;

  /** Serves a zone, and will ask it for these names in turn. */
  Serving(CompiledZone zone, Name[] names, boolean dnssec) {
    this(session(zone), false, names, dnssec);
  }

  private Serving(MessageHandler.Session session, boolean mayWait, Name[] names, boolean dnssec) {
    RdataFormats.load();
    this.session = session;
    this.mayWait = mayWait;
    requests = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      Message.Builder request = Message.builder(Header.of(i & 0xffff, Opcode.QUERY, 0))
          .question(Question.of(names[i], RecordType.A));
      if (dnssec) {
        request.edns(Edns.of(1232).withDnssecOk());
      }
      requests[i] = request.build(RdataFormats.layouts()).toOctets().toArray();
    }
  }

  private static MessageHandler.Session session(CompiledZone zone) {
    ZoneTable table = new ZoneTable();
    table.put(zone);
    return new QueryHandler(new InMemory(table), OPTIONS, new Counters()).newSession();
  }

  /** Serves what is in stores; with a cache, in which the replies for all these names are. */
  static Serving ofStores(BackendSet stores, boolean cached, Name[] names) {
    Counters counters = new Counters();
    Zones zones = new OfStores(stores);
    if (!cached) {
      return new Serving(
          new QueryHandler(zones, OPTIONS, counters).newSession(), true, names, false);
    }
    PacketCache cache =
        new PacketCache(LIMIT, 3600, 2 * names.length, Long.MAX_VALUE, stores::changesSeen);
    QueryHandler handler = new QueryHandler(zones, OPTIONS, counters, cache);
    Serving filling = new Serving(handler.newSession(), true, names, false);
    for (int i = 0; i < names.length; i++) {
      filling.answer();
    }
    return new Serving(handler.newSession(), false, names, false);
  }

  static CompiledZone compile(String apex, Path file) {
    Name name = Name.parse(apex);
    ZoneCompiler compiler = CompiledZone.compiler(name);
    try (ZoneFileReader reader = ZoneFileReader.open(file, name)) {
      while (reader.next()) {
        compiler.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
      }
    }
    return compiler.finish();
  }

  /** So many names below the apex by chance, out of as many labels. */
  static Name[] names(int count, String prefix, String apex) {
    Random random = new Random(count);
    Name[] names = new Name[count];
    for (int i = 0; i < count; i++) {
      names[i] = Name.parse(prefix + ZoneText.label(random.nextInt(count)) + "." + apex);
    }
    return names;
  }

  /** The next request. */
  byte[] request() {
    next = next + 1 < requests.length ? next + 1 : 0;
    return requests[next];
  }

  /** Answers the next request; returns the length of the reply. */
  int answer() {
    byte[] request = request();
    return session.answer(request, 0, request.length, false, PEER, mayWait, reply, 0);
  }

  /** Answers the next {@link #BATCH} requests, as they come by one system call. */
  int answerBatch() {
    int at = 0;
    for (int i = 0; i < BATCH; i++) {
      byte[] request = request();
      System.arraycopy(request, 0, batch, at, request.length);
      bounds[2 * i] = at;
      at += request.length;
      bounds[2 * i + 1] = at;
    }
    session.expect(batch, bounds, BATCH);
    int sum = 0;
    for (int i = 0; i < BATCH; i++) {
      int from = bounds[2 * i];
      sum += session.answer(batch, from, bounds[2 * i + 1], false, PEER, mayWait, reply, 0);
    }
    return sum;
  }

  /** Fails if the next reply has not this code, so many answers, and authority within these. */
  void check(int rcode, int answers, int leastAuthority, int mostAuthority) {
    int length = answer();
    boolean due = length >= 12
        && (reply[3] & 15) == rcode
        && reply[7] == answers
        && reply[9] >= leastAuthority
        && reply[9] <= mostAuthority;
    if (!due) {
      throw new IllegalStateException("not the reply that is due");
    }
  }

  private record OfStores(BackendSet stores) implements Zones {
    @Override
    public WaitingSource newSource() {
      return stores.newWaitingSource();
    }

    @Override
    public ReadySource newReadySource() {
      return stores.newReadySource();
    }

    @Override
    public Optional<ZoneTables> tables() {
      return stores.tables().map(ZoneTables::of);
    }
  }

  /** All zones are in one table. */
  private record InMemory(ZoneTable zones) implements Zones, ReadySource {
    @Override
    public WaitingSource newSource() {
      return WaitingSource.of(zones);
    }

    @Override
    public ReadySource newReadySource() {
      return this;
    }

    @Override
    public Optional<ZoneTables> tables() {
      return Optional.of(ZoneTables.of(List.of(zones)));
    }

    @Override
    public void begin() {}

    @Override
    public boolean isIncomplete() {
      return false;
    }

    @Override
    public Optional<ZoneView> zone(Name name) {
      return zones.zone(name);
    }

    @Override
    public Optional<ZoneView> zoneAbove(Name name) {
      return zones.zoneAbove(name);
    }
  }
}
