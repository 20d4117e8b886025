package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.records.RdataFormats;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.SettingsLoader;
import org.polderdns.server.net.MessageHandler;
import org.polderdns.server.net.Peer;
import org.polderdns.server.query.QueryHandler;
import org.polderdns.server.query.QueryOptions;
import org.polderdns.server.stats.Counters;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.file.ZoneFileReader;

/** Once warm, an answer out of memory makes no object, from the octets that came to those that go. */
class AllocationTest {
  private static final int ANSWERS = 200_000;
  private static final Peer PEER = Peer.of(new InetSocketAddress("127.0.0.1", 5353));

  private static final String ZONE = """
      @     3600 SOA ns1 hostmaster 1 10800 3600 604800 3600
            3600 NS  ns1
            3600 MX  10 mail
      ns1   3600 A   192.0.2.53
            3600 AAAA 2001:db8::53
      mail  3600 A   192.0.2.25
      www   3600 CNAME web
      web   3600 A   192.0.2.80
            3600 HTTPS 1 . alpn=h2
      *.wild 3600 TXT "wildcard"
      sub   3600 NS  ns.sub
      ns.sub 3600 A  192.0.2.54
      deep.er.and.deeper 3600 A 192.0.2.55
      """;

  private static final Name STORED = Name.parse("stored.example.");

  private static MessageHandler.Session session;

  @BeforeAll
  static void makeSession() {
    RdataFormats.load();
    ServedZones zones = new ServedZones(
        List.of(zone("example.", ZONE), zone("signed.", ZONE + signatures())),
        List.of(store()), // questions for its zone are none of these
        BackendSet.Options.DEFAULT);
    QueryOptions options = QueryOptions.of(
        new SettingsLoader(SettingCatalogue.ofServer()).load(List.of("--no-config")), "", "");
    session = new QueryHandler(zones, options, new Counters()).newSession();
  }

  private static MemoryBackend store() {
    MemoryBackend store = new MemoryBackend("memory");
    try (ZoneTransaction change = store.begin(STORED);
        ZoneFileReader reader = ZoneFileReader.of(ZONE, STORED)) {
      change.create(ZoneKind.NATIVE);
      ZoneLoad load = change.replaceAll();
      while (reader.next()) {
        load.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
      }
      load.finish();
      change.commit();
    }
    return store;
  }

  private static CompiledZone zone(String apex, String text) {
    Name name = Name.parse(apex);
    var compiler = CompiledZone.compiler(name);
    try (ZoneFileReader reader = ZoneFileReader.of(text, name)) {
      while (reader.next()) {
        compiler.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
      }
    }
    return compiler.finish();
  }

  /** NSEC3 records for the names that answers prove something of, and a signature for each. */
  private static String signatures() {
    StringBuilder text = new StringBuilder("@ 0 NSEC3PARAM 1 0 0 -\n");
    String rrsig = " 3600 RRSIG %s 13 1 3600 20300101000000 20200101000000 1 signed. AAAA\n";
    text.append('@').append(rrsig.formatted("SOA"));
    text.append("web").append(rrsig.formatted("A"));
    List<String> hashes = new ArrayList<>();
    for (String name : List.of("signed.", "web.signed.", "ns1.signed.")) {
      Octets hash = new Nsec3Hash().of(Name.parse(name), 0, Octets.EMPTY);
      String digits = new BigInteger(1, hash.toArray()).toString(32);
      hashes.add("0".repeat(32 - digits.length()) + digits);
    }
    hashes.sort(null);
    for (int i = 0; i < hashes.size(); i++) {
      String next = hashes.get((i + 1) % hashes.size());
      text.append(hashes.get(i)).append(" 3600 NSEC3 1 0 0 - ").append(next).append(" A RRSIG\n");
      text.append(hashes.get(i)).append(rrsig.formatted("NSEC3"));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "web.example., A, false, 0",
    "WEB.Example., A, false, 0",
    "www.example., A, false, 0",
    "example., MX, false, 0",
    "example., NS, true, 0",
    "web.example., HTTPS, false, 0",
    "x.wild.example., TXT, false, 0",
    "web.example., TXT, false, 0",
    "missing.example., A, false, 3",
    "a.b.c.d.missing.example., A, false, 3",
    "www.sub.example., A, true, 0",
    "elsewhere., A, false, 5",
    "web.signed., A, true, 0",
    "web.signed., AAAA, true, 0",
    "missing.signed., A, true, 3"
  })
  void answersWithoutAnObject(String name, String type, boolean dnssecOk, int rcode) {
    byte[] question = question(Name.parse(name), RecordType.parse(type), dnssecOk);
    int[] bounds = {0, question.length};
    byte[] out = new byte[MessageHandler.MAX_REPLY];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long made = Long.MAX_VALUE;
    // The compilers may still be at work at first, and what they do to the thread counts as its
    // own.
    for (int round = 0; round < 5 && made > ANSWERS / 100; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < ANSWERS; i++) {
        question[0] = (byte) i;
        session.expect(question, bounds, i & 1); // every other one
        int length = session.answer(question, 0, question.length, false, PEER, false, out, 0);
        if (length < 12 || (out[3] & 0xf) != rcode) {
          throw new AssertionError("length " + length + ", rcode " + (out[3] & 0xf));
        }
      }
      made = threads.getThreadAllocatedBytes(thread) - before;
    }
    assertThat(made).as("octets for %d answers", ANSWERS).isLessThanOrEqualTo(ANSWERS / 100);
  }

  @Test
  void leavesQuestionsForAStoreToThreadsThatMayWait() {
    byte[] question = question(STORED.child(Octets.of('w', 'e', 'b')), RecordType.A, false);
    byte[] out = new byte[MessageHandler.MAX_REPLY];
    assertThat(session.answer(question, 0, question.length, false, PEER, false, out, 0))
        .isEqualTo(MessageHandler.LATER);
  }

  private static byte[] question(Name name, RecordType type, boolean dnssecOk) {
    OctetWriter out = new OctetWriter(512);
    out.u16(0);
    out.u16(0);
    out.u16(1);
    out.u32(0);
    out.u16(1);
    out.name(name);
    out.u16(type.code());
    out.u16(1);
    out.u8(0);
    out.u16(RecordType.OPT.code());
    out.u16(1232);
    out.u32(dnssecOk ? 0x8000 : 0);
    out.u16(0);
    return out.toArray();
  }
}
