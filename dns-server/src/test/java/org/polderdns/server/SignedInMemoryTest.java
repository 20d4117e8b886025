package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.KeyFiles;
import org.polderdns.backend.Launch;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.server.dnssec.MovingClock;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileReader;

/** Zones in memory that have keys: judged by BIND's validating resolver, and by PowerDNS's keys. */
class SignedInMemoryTest {
  private static final Name ONE = Name.parse("one.test.");

  @TempDir
  Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  private static String zone(int version) {
    return "$TTL 300\n@ SOA ns h " + version + " 7200 900 1209600 300\n@ NS ns\nns A 192.0.2.1\n"
        + "*.w A 192.0.2." + version + "\na.b.c TXT \"" + version + "\"\nsub NS ns.sub\n"
        + "ns.sub A 192.0.2.9\nsecure NS ns.sub\nsecure DS 1 13 2 " + "00".repeat(32) + "\n"
        + "www A 192.0.2." + version + "\n";
  }

  private static void load(Backend store, Name apex, String text) {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(apex);
        ZoneFileReader reader = ZoneFileReader.of(text, apex)) {
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

  private static String key() {
    return IscKeyText.write(
        SigningKey.generate(SigningAlgorithm.ECDSAP256SHA256, 256, new SecureRandom()));
  }

  private static long addKey(Backend store, String content) {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(ONE)) {
      long id = tx.keys().orElseThrow().add(257, true, true, content);
      tx.commit();
      return id;
    }
  }

  private static void metadata(Backend store, String kind, String... values) {
    try (ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(ONE)) {
      tx.setMetadata(kind, List.of(values));
      tx.commit();
    }
  }

  private void write(String name, String text) throws IOException {
    Path temporary = Files.writeString(directory.resolve("new-" + name), text);
    Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private Backend bind() throws IOException {
    write(
        "named.conf",
        "options { directory \"" + directory + "\"; };\n"
            + "zone \"one.test\" { type native; file \"one\"; };\n");
    BackendFactory factory = BackendFactories.find("bind").orElseThrow();
    return opened(factory.open(BackendSettings.of(
        new Launch("bind", ""),
        factory,
        new HashMap<>(Map.of(
            "config", directory.resolve("named.conf").toString(),
            "check-interval", "1",
            "dnssec-db", directory.resolve("keys.db").toString())))));
  }

  private DnsServer serve(Backend store, Clock clock) {
    return serve(store, clock, "0");
  }

  private DnsServer serve(Backend store, Clock clock, String spread) {
    return opened(DnsServer.builder()
        .backend(store)
        .clock(clock)
        .setting("zone-snapshot", "yes")
        .setting("query-cache-ttl", "1")
        .setting("dnssec-key-cache-ttl", "1")
        .setting("soa-edit-spread", spread)
        .start());
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static void awaitSigned(DnsServer server, long zones) throws Exception {
    await(() -> server.statistics().get("signed-zones") == zones
        && server.statistics().get("signed-zones-waiting") == 0);
  }

  private static String ask(DnsServer server, String... words) {
    return Delv.dig(server, words);
  }

  private void judge(DnsServer server) throws Exception {
    Delv delv = Delv.trusting(server, directory, "one.test.");
    for (String name : List.of(
        "one.test",
        "www.one.test",
        "x.w.one.test",
        "no.one.test",
        "b.c.one.test",
        "w.one.test",
        "a.b.c.one.test")) {
      delv.validates(name, "A");
      delv.validates(name, "TXT");
    }
    delv.validates("one.test", "SOA");
    delv.validates("one.test", "DNSKEY");
    delv.validates("sub.one.test", "DS");
    delv.validates("secure.one.test", "DS");
  }

  @Test
  void zoneOfAStoreFollowsItsRecordsKeysAndMetadata() throws Exception {
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ONE, zone(1));
    long first = addKey(store, key());
    DnsServer server = serve(store, Clock.systemUTC());
    awaitSigned(server, 1);
    judge(server);
    assertThat(ask(server, "+short", "www.one.test", "A")).contains("192.0.2.1");

    load(store, ONE, zone(2));
    await(() -> ask(server, "+short", "www.one.test", "A").contains("192.0.2.2"));
    judge(server);
    assertThat(server.statistics().get("zone-signings")).isEqualTo(1);
    assertThat(server.statistics().get("zone-resignings")).isEqualTo(1);

    metadata(store, "NSEC3PARAM", "1 0 1 ab");
    await(() -> ask(server, "+dnssec", "no.one.test", "A").contains("NSEC3"));
    metadata(store, "NSEC3PARAM", "1 0 0 ab");
    await(() -> ask(server, "+short", "one.test", "NSEC3PARAM").contains("1 0 0 AB"));
    judge(server);

    long second = addKey(store, key());
    await(() -> ask(server, "+short", "one.test", "DNSKEY").lines().count() == 2);
    judge(server);
    try (ZoneTransaction tx = store.begin(ONE)) {
      tx.keys().orElseThrow().remove(first);
      tx.commit();
    }
    await(() -> ask(server, "+short", "one.test", "DNSKEY").lines().count() == 1);
    judge(server);

    try (ZoneTransaction tx = store.begin(ONE)) {
      tx.keys().orElseThrow().setActive(second, false);
      tx.commit();
    }
    awaitSigned(server, 0);
    assertThat(ask(server, "+dnssec", "www.one.test", "A"))
        .contains("192.0.2.2")
        .doesNotContain("RRSIG");
    assertThat(ask(server, "+dnssec", "one.test", "DNSKEY")).contains("ANSWER: 0");
  }

  @Test
  void zoneInAFileFollowsPdnsutil() throws Exception {
    KeyFiles.find("bind").create("bind", directory.resolve("keys.db"));
    write("one", zone(1));
    DnsServer server = serve(bind(), Clock.systemUTC());
    await(() -> ask(server, "+short", "www.one.test", "A").contains("192.0.2.1"));
    assertThat(ask(server, "+dnssec", "www.one.test", "A")).doesNotContain("RRSIG");

    Pdnsutil theirs = new Pdnsutil(
        directory.resolve("pdns"),
        "launch=bind",
        "bind-config=" + directory.resolve("named.conf"),
        "bind-dnssec-db=" + directory.resolve("keys.db"));
    theirs.run("secure-zone", "one.test");
    awaitSigned(server, 1);
    judge(server);

    write("one", zone(2));
    await(() -> ask(server, "+short", "www.one.test", "A").contains("192.0.2.2"));
    judge(server);
    assertThat(server.statistics().get("zone-resignings")).isEqualTo(1);

    theirs.run("set-nsec3", "one.test", "1 0 0 -");
    await(() -> ask(server, "+dnssec", "no.one.test", "A").contains("NSEC3"));
    theirs.run("add-zone-key", "one.test", "ksk", "active", "ed25519");
    await(() -> ask(server, "+short", "one.test", "DNSKEY").lines().count() == 2);
    judge(server);

    theirs.run("disable-dnssec", "one.test");
    await(() -> !ask(server, "+dnssec", "www.one.test", "A").contains("RRSIG"));
    assertThat(server.statistics().get("signed-zones")).isZero();
  }

  private Backend sqlite(String dnssec) {
    BackendFactory factory = BackendFactories.find("gsqlite3").orElseThrow();
    Map<String, String> values = new HashMap<>();
    values.put("database", directory.resolve("zones.sqlite").toString());
    values.put("dnssec", dnssec);
    return opened(factory.open(BackendSettings.of(new Launch("gsqlite3", ""), factory, values)));
  }

  @Test
  void zoneOfADatabaseIsSignedIfItsKeysAreUsed() throws Exception {
    Backend store = sqlite("yes");
    load(store, ONE, zone(1));
    addKey(store, key());
    DnsServer server = serve(store, Clock.systemUTC());
    awaitSigned(server, 1);
    judge(server);

    load(store, ONE, zone(2));
    await(() -> ask(server, "+short", "www.one.test", "A").contains("192.0.2.2"));
    judge(server);

    DnsServer without = serve(sqlite("no"), Clock.systemUTC());
    await(() -> without.statistics().get("zone-snapshots") == 1);
    assertThat(ask(without, "+dnssec", "www.one.test", "A"))
        .contains("192.0.2.2")
        .doesNotContain("RRSIG");
  }

  private static byte[] withDnssec(String name) {
    MessageWriter writer = new MessageWriter(new OctetWriter(512));
    writer.begin(4711, 512);
    writer.question(Name.parse(name), RecordType.A, RecordClass.IN);
    writer.opt(1232, Rcode.NOERROR, true);
    writer.finish(0, Rcode.NOERROR);
    return writer.octets().toArray();
  }

  /** Asks all the time until something has happened; each answer has a signature. */
  private static void askUntil(DnsServer server, Callable<Boolean> condition) throws Exception {
    byte[] question = withDnssec("www.one.test.");
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      for (int i = 0; i < 100; i++) {
        Client.Reply reply = Client.udp(server.address(), question);
        assertThat(reply.rcode()).isZero();
        assertThat(reply.answers()).as("records in the answer").isGreaterThan(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "gsqlite3"})
  void noAnswerIsUnsignedAtAnyMoment(String kind) throws Exception {
    Backend store = kind.equals("memory") ? new MemoryBackend(kind) : sqlite("yes");
    load(store, ONE, zone(1) + "$GENERATE 1-20000 n$ A 192.0.2.3\n");
    addKey(store, key());
    DnsServer server = serve(store, Clock.systemUTC());
    askUntil(server, () -> server.statistics().get("signed-zones") == 1);
    load(store, ONE, zone(2) + "$GENERATE 1-20000 n$ A 192.0.2.3\n");
    askUntil(server, () -> ask(server, "+short", "www.one.test", "A").contains("192.0.2.2"));
    addKey(store, key());
    askUntil(server, () -> ask(server, "+short", "one.test", "DNSKEY").lines().count() == 2);
  }

  @Test
  void answersAreValidBeforeTheZoneIsSigned() throws Exception {
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ONE, zone(1));
    addKey(store, key());
    metadata(store, "NSEC3PARAM", "1 0 0 -");
    metadata(store, "NSEC3NARROW", "1");
    DnsServer server = serve(store, Clock.systemUTC());
    await(() -> server.statistics().get("zone-snapshots") == 1);
    judge(server);
    assertThat(server.statistics().get("signed-zones")).isZero();
    metadata(store, "NSEC3NARROW");
    awaitSigned(server, 1);
    judge(server);
    metadata(store, "X-COMPACT-DENIAL", "1");
    awaitSigned(server, 0);
    Delv delv = Delv.trusting(server, directory, "one.test.");
    delv.validates("www.one.test", "A");
    delv.validates("no.one.test", "A");
  }

  @Test
  void serialsAreEditedWithoutKeysToo() throws Exception {
    MovingClock clock = new MovingClock(Instant.ofEpochSecond(100 * 604800L + 6 * 3600));
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ONE, zone(1));
    metadata(store, "SOA-EDIT", "INCREMENT-WEEKS");
    DnsServer server = serve(store, clock);
    await(() -> server.statistics().get("zone-snapshots") == 1);
    assertThat(ask(server, "+short", "one.test", "SOA")).contains(" 101 7200 ");
    clock.move(Duration.ofDays(7));
    await(() -> ask(server, "+short", "one.test", "SOA").contains(" 102 7200 "));
    metadata(store, "SOA-EDIT", "EPOCH");
    await(() -> ask(server, "+short", "one.test", "SOA")
        .contains(" " + clock.instant().getEpochSecond() + " 7200 "));
    metadata(store, "SOA-EDIT");
    await(() -> ask(server, "+short", "one.test", "SOA").contains(" 1 7200 "));
  }

  /** After the signatures: resolvers that keep those of both weeks see no change before it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void serialsMoveWithinTheSpread(boolean signed) throws Exception {
    long spread = 86400;
    while (delay(spread) < 8 * 3600) {
      spread++;
    }
    long delay = delay(spread);
    Instant thursday =
        Instant.ofEpochSecond(Math.floorDiv(Instant.now().getEpochSecond(), 604800L) * 604800L);
    MovingClock clock = new MovingClock(thursday.minusSeconds(60));
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ONE, zone(1));
    metadata(store, "SOA-EDIT", "INCREMENT-WEEKS");
    if (signed) {
      addKey(store, key());
    }
    DnsServer server = serve(store, clock, Long.toString(spread));
    await(() -> server.statistics().get("zone-snapshots") == 1);
    if (signed) {
      awaitSigned(server, 1);
    }
    String serial = " " + thursday.getEpochSecond() / 604800 + " 7200 "; // 1 and the weeks before
    assertThat(ask(server, "+short", "one.test", "SOA")).contains(serial);
    clock.move(Duration.ofHours(6).plusSeconds(60));
    if (signed) {
      await(() -> server.statistics().get("zone-signings") == 2);
    }
    assertThat(ask(server, "+short", "one.test", "SOA")).contains(serial);
    clock.move(Duration.ofSeconds(delay - 6 * 3600 - 1));
    assertThat(ask(server, "+short", "one.test", "SOA")).contains(serial);
    clock.move(Duration.ofHours(6));
    String next = " " + (thursday.getEpochSecond() / 604800 + 1) + " 7200 ";
    await(() -> ask(server, "+short", "one.test", "SOA").contains(next));
  }

  /** After how many seconds of a week the serial moves. */
  private static long delay(long spread) {
    SigningDefaults none = SigningDefaults.NONE;
    return new SigningDefaults(
            "",
            "",
            "",
            "",
            Duration.ofSeconds(spread),
            none.storedKeys(),
            none.storedKeySignatures(),
            none.maxIterations(),
            none.extension())
        .soaEditDelay(ONE);
  }

  @Test
  void newWeekHasAllSignedAgain() throws Exception {
    Instant thursday =
        Instant.ofEpochSecond(Math.floorDiv(Instant.now().getEpochSecond(), 604800L) * 604800L);
    MovingClock clock = new MovingClock(thursday.minusSeconds(60));
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ONE, zone(1));
    addKey(store, key());
    metadata(store, "SOA-EDIT", "INCREMENT-WEEKS");
    DnsServer server = serve(store, clock);
    awaitSigned(server, 1);
    String before = ask(server, "+dnssec", "+short", "one.test", "SOA");
    assertThat(before).doesNotContain("ns.one.test. h.one.test. 1 ");

    clock.move(Duration.ofSeconds(59));
    assertThat(ask(server, "+dnssec", "+short", "one.test", "SOA")).isEqualTo(before);
    clock.move(Duration.ofHours(6));
    await(() -> server.statistics().get("zone-signings") == 2);
    await(() -> !ask(server, "+dnssec", "+short", "one.test", "SOA").equals(before));
    judge(server);
  }

  @Test
  void signaturesOfOthersThatExpiredAreCounted() throws Exception {
    String signed = zone(1) + "@ RRSIG SOA 13 2 300 20200201000000 20200101000000 1 @ AAAA\n";
    MovingClock clock = new MovingClock(Instant.parse("2020-03-01T00:00:00Z"));
    DnsServer server =
        opened(DnsServer.builder().zone("one.test.", signed).clock(clock).start());
    await(() -> server.statistics().get("presigned-zones-invalid") == 1);
    assertThat(ask(server, "+dnssec", "one.test", "SOA")).contains("RRSIG", "NOERROR");

    clock.move(Duration.ofDays(-45));
    assertThat(server.statistics().get("presigned-zones-invalid")).isZero();
    clock.move(Duration.ofDays(-45));
    assertThat(server.statistics().get("presigned-zones-invalid")).isEqualTo(1);
  }

  @Test
  void unreadableKeyIsNeverServedUnsigned() throws Exception {
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ONE, zone(1));
    addKey(store, "nonsense");
    DnsServer server = serve(store, Clock.systemUTC());
    await(() -> server.statistics().get("zone-snapshots") == 1);
    assertThat(ask(server, "+dnssec", "www.one.test", "A"))
        .contains("SERVFAIL")
        .doesNotContain("192.0.2.1");
    assertThat(ask(server, "+short", "www.one.test", "A")).contains("192.0.2.1");
  }

  @Test
  void closingEndsTheThreads() throws Exception {
    MemoryBackend store = new MemoryBackend("memory");
    load(store, ONE, zone(1));
    addKey(store, key());
    try (DnsServer server =
        DnsServer.builder().backend(store).setting("zone-snapshot", "yes").start()) {
      awaitSigned(server, 1);
      assertThat(signers()).isPositive();
    }
    await(() -> signers() == 0);
  }

  private static long signers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("polder-sign"))
        .count();
  }
}
