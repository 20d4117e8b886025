package org.polderdns.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ReadySource;
import org.polderdns.backend.WaitingSource;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.records.RdataFormats;
import org.polderdns.server.Client;
import org.polderdns.server.DnsServer;
import org.polderdns.server.net.MessageHandler;
import org.polderdns.server.net.Peer;
import org.polderdns.server.query.QueryHandler;
import org.polderdns.server.query.QueryOptions;
import org.polderdns.server.query.Zones;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.compiled.ZoneTables;
import org.polderdns.zone.file.ZoneFileReader;

/** The cache between questions and a store. */
@Timeout(120)
class CachedAnswersTest {
  private static final Name APEX = Name.parse("example.");
  private static final String ZONE = """
      @      3600 SOA ns1 hostmaster 1 10800 3600 604800 3600
             3600 NS  ns1
             3600 MX  10 mail
      ns1    3600 A   192.0.2.53
      mail   3600 A   192.0.2.25
             3600 AAAA 2001:db8::25
      www    3600 CNAME mail
      low       5 A   192.0.2.5
      none      0 A   192.0.2.6
      a.b    3600 TXT "ent above"
      *.w    3600 A   192.0.2.7
      sub    3600 NS  ns.sub
             3600 NS  ns2.sub
      ns.sub 3600 A   192.0.2.54
      ns2.sub 3600 A  192.0.2.55
      d      3600 DNAME example.
      big    3600 TXT "%1$s"
             3600 TXT "b%1$s"
             3600 TXT "c%1$s"
             3600 TXT "d%1$s"
             3600 TXT "e%1$s"
      """.formatted("x".repeat(240));
  private static final List<String> NAMES = List.of(
      "",
      "ns1.",
      "mail.",
      "www.",
      "low.",
      "none.",
      "b.",
      "a.b.",
      "x.w.",
      "y.z.w.",
      "w.",
      "sub.",
      "deep.sub.",
      "ns.sub.",
      "mail.d.",
      "d.",
      "big.",
      "nothere.",
      "a.nothere.");
  private static final List<RecordType> TYPES = List.of(
      RecordType.A,
      RecordType.AAAA,
      RecordType.MX,
      RecordType.NS,
      RecordType.SOA,
      RecordType.TXT,
      RecordType.CNAME,
      RecordType.ANY,
      RecordType.DS,
      RecordType.IXFR,
      RecordType.AXFR);

  private static MemoryBackend store() {
    RdataFormats.load();
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ZONE);
    return store;
  }

  private static void load(MemoryBackend store, String text) {
    try (ZoneTransaction tx = store.begin(APEX);
        ZoneFileReader reader = ZoneFileReader.of(text, APEX)) {
      if (tx.zone().isEmpty()) {
        tx.create(ZoneKind.NATIVE);
      }
      ZoneLoad load = tx.replaceAll();
      while (reader.next()) {
        load.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
      }
      load.finish();
      tx.commit();
    }
  }

  private record Stored(BackendSet set) implements Zones {
    @Override
    public WaitingSource newSource() {
      return set.newWaitingSource();
    }

    @Override
    public ReadySource newReadySource() {
      return set.newReadySource();
    }

    @Override
    public Optional<ZoneTables> tables() {
      return set.tables().map(ZoneTables::of);
    }
  }

  private static byte[] answer(MessageHandler.Session session, byte[] question, boolean tcp) {
    byte[] out = new byte[MessageHandler.MAX_REPLY];
    Peer peer = Peer.of(new InetSocketAddress("127.0.0.1", 5300));
    int length = session.answer(question, 0, question.length, tcp, peer, true, out, 0);
    return Arrays.copyOf(out, length);
  }

  private static String anyCase(Random random, String name) {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      if (random.nextBoolean()) {
        text.setCharAt(i, Character.toUpperCase(name.charAt(i)));
      }
    }
    return text.toString();
  }

  /** In lower case: a name made from the question's within RDATA has the first asker's case. */
  private static byte[] lower(byte[] reply) {
    byte[] lower = reply.clone();
    for (int i = 12; i < lower.length; i++) {
      lower[i] = (byte) (lower[i] >= 'A' && lower[i] <= 'Z' ? lower[i] + 32 : lower[i]);
    }
    return lower;
  }

  @Test
  void repliesAreThoseThatWouldBeMadeAnew() {
    try (MemoryBackend store = store();
        BackendSet set = new BackendSet(List.of(store), BackendSet.Options.DEFAULT)) {
      set.refresh();
      Zones zones = new Stored(set);
      Counters counters = new Counters();
      AnswerOptions answers = new AnswerOptions(true, true, true, 10);
      QueryOptions options = new QueryOptions(answers, 1232, "server", "version");
      PacketCache cache = new PacketCache(1232, 20, 5000, 8 << 20, set::changesSeen);
      MessageHandler.Session cached =
          new QueryHandler(zones, options, counters, cache).newSession();
      MessageHandler.Session fresh = new QueryHandler(zones, options, new Counters()).newSession();
      Random random = new Random(11);
      int[] payloads = {0, 0, 512, 700, 1232, 4096};
      int[] optionCodes = {3, 8, 10, 11, 12, 65001};
      for (int i = 0; i < 60_000; i++) {
        int payload = payloads[random.nextInt(payloads.length)];
        int[] codes = random.nextInt(8) > 0
            ? new int[0]
            : new int[] {optionCodes[random.nextInt(optionCodes.length)]};
        String zone = random.nextInt(20) == 0 ? "other." : "example.";
        byte[] question = Questions.of(
            i & 0xffff,
            anyCase(random, NAMES.get(random.nextInt(NAMES.size())) + zone),
            TYPES.get(random.nextInt(TYPES.size())),
            (random.nextBoolean() ? Flags.RD : 0) | (random.nextInt(4) == 0 ? Flags.CD : 0),
            payload,
            random.nextBoolean(),
            codes);
        boolean tcp = random.nextInt(3) == 0;
        byte[] expected = answer(fresh, question, tcp);
        byte[] actual = answer(cached, question, tcp);
        assertThat(lower(actual)).as("question %d", i).isEqualTo(lower(expected));
        int asked = question.length > 30 ? 20 : 16;
        assertThat(Arrays.copyOf(actual, asked)).isEqualTo(Arrays.copyOf(expected, asked));
      }
      assertThat(counters.value(Counter.PACKETCACHE_HIT)).isGreaterThan(20_000);
      assertThat(counters.value(Counter.NOERROR_PACKETS)).isGreaterThan(20_000);
    }
  }

  @Test
  void whatWasLookedUpBeforeAChangeIsNotFoundAfterIt() {
    try (MemoryBackend store = store();
        BackendSet set = new BackendSet(List.of(store), BackendSet.Options.DEFAULT)) {
      AtomicLong changes = new AtomicLong();
      Counters counters = new Counters();
      AnswerOptions answers = new AnswerOptions(true, true, true, 10);
      QueryOptions options = new QueryOptions(answers, 1232, "server", "version");
      PacketCache cache = new PacketCache(1232, 60, 1000, 1 << 20, changes::get);
      MessageHandler.Session session =
          new QueryHandler(new Stored(set), options, counters, cache).newSession();
      byte[] mail = Questions.of(1, "mail.example.", RecordType.A, 0, 0, false);
      byte[] www = Questions.of(2, "ns1.example.", RecordType.A, 0, 0, false);
      session.expectWaiting(List.of(mail, www));
      changes.incrementAndGet();
      answer(session, mail, false);
      answer(session, www, false);
      answer(session, mail, false);
      assertThat(counters.value(Counter.PACKETCACHE_HIT)).isZero();
      answer(session, mail, false);
      assertThat(counters.value(Counter.PACKETCACHE_HIT)).isEqualTo(1);
    }
  }

  @Test
  void theServerAnswersFromTheCacheUntilTheStoreChanges() throws Exception {
    try (MemoryBackend store = store();
        DnsServer server = DnsServer.builder().backend(store).start()) {
      byte[] question = Client.question("www.example.", RecordType.A);
      assertThat(Client.udp(server.address(), question).answers()).isEqualTo(2);
      assertThat(Client.udp(server.address(), question).answers()).isEqualTo(2);
      assertThat(server.statistics())
          .containsEntry("packetcache-hit", 1L)
          .containsEntry("packetcache-miss", 1L)
          .containsEntry("packetcache-size", 1L)
          .containsEntry("noerror-packets", 2L);
      assertThat(Client.tcp(server.address(), question).answers()).isEqualTo(2);
      assertThat(server.statistics())
          .containsEntry("query-cache-size", 4L) // www, *, mail and example itself
          .containsEntry("query-cache-miss", 2L)
          .containsEntry("query-cache-hit", 1L); // answered out of what was looked up
      assertThat(server.cachePurge().purge(Name.parse("www.example.")))
          .as("a reply by UDP, and a look-up")
          .isEqualTo(2);
      assertThat(Client.udp(server.address(), question).answers()).isEqualTo(2);
      assertThat(server.statistics()).containsEntry("packetcache-miss", 3L);
      load(store, ZONE.replace("www    3600 CNAME mail", ""));
      while (Client.udp(server.address(), question).answers() > 0) {
        Thread.sleep(20); // seen within a second, long before the 20 of cache-ttl: the timeout of
        // the test is far more, and the number of hits says below that it was no store's answer
      }
      assertThat(server.statistics().get("packetcache-hit")).isGreaterThan(1L);
    }
  }

  @Test
  void canBeSwitchedOffAndIsNotThereForZonesInMemory() throws Exception {
    try (MemoryBackend store = store()) {
      for (String setting : List.of("cache-ttl", "max-packet-cache-entries")) {
        try (DnsServer server =
            DnsServer.builder().backend(store).setting(setting, "0").start()) {
          byte[] question = Client.question("www.example.", RecordType.A);
          assertThat(Client.udp(server.address(), question).answers()).isEqualTo(2);
          assertThat(server.statistics()).containsEntry("packetcache-size", 0L);
        }
      }
      try (DnsServer server = DnsServer.builder().zone("example.", ZONE).start()) {
        assertThat(server.cachePurge().purge()).isZero();
      }
    }
  }
}
