package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.server.dnssec.MovingClock;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.Reply;

/** Zones in PowerDNS's SQLite file, signed by its keys while they are asked. */
class OnlineServingTest {
  /** What the names of the zone are asked for, and beside them names that are not there. */
  private static final List<RecordType> TYPES = List.of(
      RecordType.A,
      RecordType.TXT,
      RecordType.NS,
      RecordType.DS,
      RecordType.SOA,
      RecordType.DNSKEY,
      RecordType.NSEC3PARAM,
      RecordType.CDS,
      RecordType.CDNSKEY);

  private static final List<String> NAMES = List.of(
      "",
      "www.",
      "WWW.",
      "alias.",
      "away.",
      "nothing.",
      "a.ent.",
      "ent.",
      "b.ent.",
      "any.wild.",
      "wild.",
      "*.wild.",
      "deep.any.wild.",
      "secure.",
      "x.secure.",
      "insecure.",
      "ns.insecure.",
      "_sip._tcp.",
      "_tcp.",
      "zz.",
      "mail.",
      "a.b.c.",
      "c.");

  private static final String ZONE = """
      $TTL 3600
      @ SOA ns1 hostmaster 7 10800 3600 604800 300
      @ NS ns1
      @ NS ns2.elsewhere.test.
      @ MX 10 mail
      ns1 A 192.0.2.1
      mail A 192.0.2.2
      mail AAAA 2001:db8::2
      www A 192.0.2.3
      www 60 TXT "text"
      alias CNAME www
      away CNAME www.elsewhere.test.
      a.ent A 192.0.2.4
      *.wild TXT "wild"
      secure NS ns.secure
      secure DS 12345 13 2 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20
      ns.secure A 192.0.2.5
      insecure NS ns.insecure
      ns.insecure A 192.0.2.6
      _sip._tcp SRV 0 0 5060 www
      a.b.c A 192.0.2.7
      """;

  @TempDir
  Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();
  private Pdnsutil pdnsutil;

  @BeforeEach
  void makeTables() throws Exception {
    store("no").close(); // which makes the tables
    pdnsutil = new Pdnsutil(directory, settings());
  }

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private String[] settings() {
    return new String[] {
      "launch=gsqlite3",
      "gsqlite3-database=" + file(),
      "gsqlite3-dnssec=yes",
      "default-ksk-algorithm=ed25519", // whose signatures are the same each time
      "cache-ttl=0",
      "query-cache-ttl=0",
      "negquery-cache-ttl=0"
    };
  }

  private Path file() {
    return directory.resolve("zones.db");
  }

  private Backend store(String dnssec) {
    BackendFactory factory = BackendFactories.find("gsqlite3").orElseThrow();
    return factory.open(BackendSettings.of(
        new Launch("gsqlite3", ""),
        factory,
        Map.of("database", file().toString(), "dnssec", dnssec)));
  }

  private DnsServer serve(String dnssec, String... settings) {
    return serve(Clock.systemUTC(), dnssec, settings);
  }

  private DnsServer serve(Clock clock, String dnssec, String... settings) {
    Backend store = store(dnssec);
    open.add(store);
    DnsServerBuilder builder =
        DnsServer.builder().backend(store).clock(clock).setting("cache-ttl", "0");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      builder.setting(parts[0], parts[1]);
    }
    DnsServer server = builder.start();
    open.add(server);
    return server;
  }

  private void load(String zone) throws IOException {
    Path text = Files.writeString(directory.resolve(zone), ZONE);
    pdnsutil.run("load-zone", zone, text.toString());
    pdnsutil.run("secure-zone", zone);
  }

  private static String ask(InetSocketAddress server, String name, RecordType type, boolean dnssec)
      throws IOException {
    Question question =
        new Question(Name.parse(name), type, RecordClass.IN, true, dnssec, dnssec ? 1232 : 0);
    byte[] reply = Client.tcp(server, question.toMessage()).octets();
    return Reply.read(reply, reply.length, question).toString();
  }

  /** Without the additional section, which PowerDNS fills otherwise. */
  private static String answered(String reply) {
    int additional = reply.indexOf("additional\n");
    return additional < 0 ? reply : reply.substring(0, additional);
  }

  @Test
  void answersAreThoseOfPowerDns() throws Exception {
    load("nsec.test");
    load("nsec3.test");
    pdnsutil.run("set-nsec3", "nsec3.test", "1 0 1 ab");
    load("optout.test");
    pdnsutil.run("set-nsec3", "optout.test", "1 1 0 -");
    load("narrow.test");
    pdnsutil.run("set-nsec3", "narrow.test", "1 0 0 -", "narrow");
    pdnsutil.run("set-publish-cds", "nsec.test", "2,4");
    pdnsutil.run("set-publish-cdnskey", "nsec.test");
    pdnsutil.run("set-meta", "nsec3.test", "SOA-EDIT", "INCEPTION-EPOCH");
    pdnsutil.run("rectify-all-zones");
    DnsServer ours = serve("yes");
    try (PowerDns theirs = PowerDns.start(directory, "nsec.test", settings())) {
      List<String> differences = new ArrayList<>();
      for (String zone : List.of("nsec.test", "nsec3.test", "optout.test", "narrow.test")) {
        for (String name : NAMES) {
          for (RecordType type : TYPES) {
            String expected = answered(ask(theirs.address(), name + zone + ".", type, true));
            String found = answered(ask(ours.address(), name + zone + ".", type, true));
            if (!found.equals(expected)) {
              differences.add(name + zone + " " + type + "\nOURS " + found + "THEIRS " + expected);
            }
          }
        }
      }
      assertThat(differences).isEmpty();
    }
    assertThat(ask(ours.address(), "nsec3.test.", RecordType.SOA, true))
        .contains("RRSIG SOA 15 2 3600 ");
  }

  @Test
  void validatorsAcceptEachKindOfDenial() throws Exception {
    for (String zone : List.of("nsec.test", "narrow.test", "compact.test")) {
      load(zone);
    }
    pdnsutil.run("set-nsec3", "narrow.test", "1 0 0 -", "narrow");
    pdnsutil.run("set-meta", "compact.test", "X-COMPACT-DENIAL", "1");
    DnsServer server = serve("yes");
    for (String zone : List.of("nsec.test.", "narrow.test.", "compact.test.")) {
      Delv delv = Delv.trusting(server, directory, zone);
      for (String name : List.of("", "www.", "nothing.", "any.wild.", "ent.", "deep.any.wild.")) {
        delv.validates(name + zone, "A");
        delv.validates(name + zone, "TXT");
      }
      delv.validates("insecure." + zone, "DS");
      delv.validates("secure." + zone, "DS");
    }
    assertThat(Delv.dig(server, "nothing.compact.test", "+dnssec"))
        .contains("NOERROR")
        .contains("nothing.compact.test.")
        .containsPattern("000[.]nothing[.]compact[.]test[.] RRSIG NSEC (TYPE128|NXNAME)");
    assertThat(Delv.dig(server, "nothing.compact.test")).contains("NXDOMAIN");
    assertThat(server.statistics().get("signatures")).isPositive();
    assertThat(server.statistics().get("signature-cache-size")).isPositive();
  }

  @Test
  void noMoreSignaturesAreKeptThanTold() throws Exception {
    load("nsec.test");
    DnsServer server = serve("yes", "max-signature-cache-entries=4");
    for (String name : NAMES) {
      ask(server.address(), name + "nsec.test.", RecordType.A, true);
    }
    assertThat(server.statistics().get("signatures")).isGreaterThan(10);
    assertThat(server.statistics().get("signature-cache-size")).isBetween(1L, 4L);
  }

  @Test
  void keptProofsFollowTheDatabase() throws Exception {
    load("nsec.test");
    load("nsec3.test");
    pdnsutil.run("set-nsec3", "nsec3.test", "1 0 0 -");
    pdnsutil.run("rectify-all-zones");
    DnsServer server = serve("yes");
    for (String zone : List.of("nsec.test", "nsec3.test")) {
      String proof = denied(server, "between." + zone + ".");
      assertThat(denied(server, "between." + zone + ".")).isEqualTo(proof);
      pdnsutil.run("add-record", zone, "between", "A", "192.0.2.99");
      pdnsutil.run("delete-rrset", zone, "mail", "AAAA");
      pdnsutil.run("rectify-zone", zone);
      TimeUnit.MILLISECONDS.sleep(2100); // a change is seen after a second
      assertThat(ask(server.address(), "between." + zone + ".", RecordType.A, true))
          .contains("192.0.2.99");
      Delv delv = Delv.trusting(server, directory, zone + ".");
      for (String name : List.of("between", "x.between", "mail", "betwee", "betweeo")) {
        delv.validates(name + "." + zone + ".", "AAAA");
      }
    }
  }

  /** The answer that denies a name. */
  private static String denied(DnsServer server, String name) throws IOException {
    String reply = answered(ask(server.address(), name, RecordType.A, true));
    assertThat(reply).contains("NXDOMAIN").contains("RRSIG NSEC");
    return reply;
  }

  @Test
  void keptProofsAreSignedAnewInAnotherWeek() throws Exception {
    load("nsec3.test");
    pdnsutil.run("set-nsec3", "nsec3.test", "1 0 0 -");
    pdnsutil.run("rectify-all-zones");
    MovingClock clock = new MovingClock(Instant.now());
    DnsServer server = serve(clock, "yes");
    String before = denied(server, "nothing.nsec3.test.");
    assertThat(denied(server, "nothing.nsec3.test.")).isEqualTo(before);
    clock.move(Duration.ofDays(7));
    List<String> windows = denied(server, "nothing.nsec3.test.")
        .lines()
        .filter(line -> line.contains("RRSIG NSEC3"))
        .toList();
    assertThat(windows).isNotEmpty();
    before.lines().filter(line -> line.contains("RRSIG NSEC3")).forEach(line -> {
      assertThat(windows).doesNotContain(line);
    });
  }

  @Test
  void zoneWhoseKeyCannotBeReadIsNotServedAsUnsigned() throws Exception {
    load("broken.test");
    DnsServer server = serve("yes", "dnssec-key-cache-ttl=0", "zone-metadata-cache-ttl=0");
    assertThat(ask(server.address(), "www.broken.test.", RecordType.A, true)).contains("RRSIG A");
    Delv.dig(server, "broken.test"); // nothing of it is to stay
    sql("update cryptokeys set content = 'garbage'");
    assertThat(Delv.dig(server, "www.broken.test", "+dnssec")).contains("SERVFAIL");
    assertThat(Delv.dig(server, "nothing.broken.test", "+dnssec")).contains("SERVFAIL");
    assertThat(Delv.dig(server, "www.broken.test")).contains("192.0.2.3");
  }

  @Test
  void storedSignaturesOverKeysAreServedIfTold() throws Exception {
    load("offline.test");
    MovingClock clock = new MovingClock(Instant.now());
    DnsServer first = serve(clock, "yes");
    String stored = signature(first, "DNSKEY");
    sql("insert into records (domain_id, name, type, content, ttl, disabled, auth)"
        + " select id, name, 'RRSIG', '" + stored + "', 60, 0, 1 from domains");
    clock.move(Duration.ofDays(7));
    DnsServer told = serve(clock, "yes", "direct-dnskey-signature=yes");
    assertThat(signature(told, "DNSKEY")).isEqualTo(stored);
    DnsServer untold = serve(clock, "yes");
    assertThat(signature(untold, "DNSKEY")).isNotEqualTo(stored);
  }

  /** The data of the RRSIG over an RRset at the apex. */
  private static String signature(DnsServer server, String type) throws Exception {
    Matcher found = Pattern.compile("RRSIG\\s+(" + type + " .*)")
        .matcher(Delv.dig(server, "offline.test", type, "+dnssec", "+nosplit"));
    assertThat(found.find()).isTrue();
    return found.group(1).strip();
  }

  @Test
  void signedAnswersThatAreTooOldServeWhileTheDatabaseFailsIfTold() throws Exception {
    load("nsec.test");
    load("nsec3.test");
    pdnsutil.run("set-nsec3", "nsec3.test", "1 0 0 -");
    pdnsutil.run("rectify-all-zones");
    List<DnsServer> servers = new ArrayList<>();
    for (int seconds = 0; seconds < 2; seconds++) {
      servers.add(serve(
          "yes",
          "query-cache-ttl=1",
          "negquery-cache-ttl=1",
          "query-cache-stale-ttl=3600",
          "zone-metadata-cache-ttl=" + seconds,
          "dnssec-key-cache-ttl=" + (1 - seconds)));
    }
    Map<String, String> before = new TreeMap<>();
    for (String name : List.of("www.nsec.test.", "www.nsec3.test.", "any.wild.nsec3.test.")) {
      for (DnsServer server : servers) {
        before.put(name, ask(server.address(), name, RecordType.A, true));
        assertThat(before.get(name)).contains("RRSIG ");
      }
    }
    for (String name : List.of("nothing.nsec.test.", "nothing.nsec3.test.")) {
      for (DnsServer server : servers) {
        before.put(name, denied(server, name));
      }
    }
    for (String table : List.of("records", "domains", "domainmetadata", "cryptokeys")) {
      sql("alter table " + table + " rename to lost_" + table);
    }
    TimeUnit.MILLISECONDS.sleep(2100);
    for (DnsServer server : servers) {
      before.forEach((name, reply) -> {
        String now = assertDoesNotThrow(() -> ask(server.address(), name, RecordType.A, true));
        assertThat(answered(now)).as(name).isEqualTo(answered(reply));
      });
      assertThat(ask(server.address(), "other.nsec.test.", RecordType.A, true))
          .contains("SERVFAIL");
      assertThat(server.statistics().get("query-cache-stale")).isPositive();
    }
  }

  @Test
  void whatCachesDidIsCounted() throws Exception {
    load("signed.test");
    DnsServer server = serve("yes");
    assertThat(counts(server)).containsEntry("zone-cache-size", 1L);
    Map<String, Long> before = counts(server);
    Delv.dig(server, "www.signed.test");
    Delv.dig(server, "www.elsewhere.test");
    assertThat(moved(before, counts(server)))
        .containsOnly(
            Map.entry("zone-cache-hit", 1L),
            Map.entry("zone-cache-miss", 1L),
            Map.entry("meta-cache-miss", 1L),
            Map.entry("meta-cache-size", 1L),
            Map.entry("key-cache-miss", 1L),
            Map.entry("key-cache-size", 1L),
            Map.entry("query-cache-miss", 1L),
            Map.entry("query-cache-size", 3L), // with the apex and the wildcard there
            Map.entry("backend-queries", 3L));
    before = counts(server);
    Delv.dig(server, "www.signed.test");
    assertThat(moved(before, counts(server)))
        .containsOnly(
            Map.entry("zone-cache-hit", 1L),
            Map.entry("meta-cache-hit", 1L),
            Map.entry("key-cache-hit", 1L),
            Map.entry("query-cache-hit", 1L));
    DnsServer asking = serve("no", "zone-cache-refresh-interval=0");
    before = counts(asking);
    Delv.dig(asking, "www.signed.test");
    assertThat(moved(before, counts(asking)))
        .containsEntry("zone-cache-miss", 1L)
        .containsEntry("backend-queries", 4L) // for www.signed.test and signed.test as zones, too
        .doesNotContainKey("zone-cache-hit");
  }

  @Test
  void whatCachesDidForAnswersWithoutAThreadThatWaitsIsCounted() throws Exception {
    load("signed.test");
    Path text = Files.writeString(directory.resolve("plain.test"), ZONE);
    pdnsutil.run("load-zone", "plain.test", text.toString());
    DnsServer server = serve("yes");
    Delv.dig(server, "www.plain.test");
    Map<String, Long> before = counts(server);
    Delv.dig(server, "www.plain.test");
    assertThat(moved(before, counts(server)))
        .containsOnly(
            Map.entry("zone-cache-hit", 1L),
            Map.entry("meta-cache-hit", 1L),
            Map.entry("key-cache-hit", 1L),
            Map.entry("query-cache-hit", 1L));
    DnsServer unkeyed = serve("no");
    Delv.dig(unkeyed, "www.plain.test");
    before = counts(unkeyed);
    Delv.dig(unkeyed, "www.plain.test");
    assertThat(moved(before, counts(unkeyed)))
        .containsOnly(
            Map.entry("zone-cache-hit", 1L),
            Map.entry("meta-cache-hit", 1L),
            Map.entry("query-cache-hit", 1L));
    for (String setting : List.of("query-cache-ttl=20", "max-cache-entries=0")) {
      DnsServer refusing = serve("yes", setting, "server-id=here");
      before = counts(refusing);
      Delv.dig(refusing, "www.elsewhere.test");
      Delv.dig(refusing, "www.elsewhere.test", "+nsid"); // which the tables do not answer alone
      assertThat(moved(before, counts(refusing))).containsOnly(Map.entry("zone-cache-miss", 2L));
    }
  }

  private static Map<String, Long> counts(DnsServer server) {
    Map<String, Long> counts = new TreeMap<>(server.statistics());
    counts.keySet().removeIf(name -> !name.matches("(zone|meta|key|query)-cache-.*|backend-.*"));
    return counts;
  }

  /** By how much those differ that do. */
  private static Map<String, Long> moved(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> moved = new TreeMap<>();
    after.forEach((name, count) -> moved.put(name, count - before.get(name)));
    moved.values().removeIf(difference -> difference == 0);
    return moved;
  }

  @Test
  void keysThatAreNotUsedLeaveTheZoneUnsigned() throws Exception {
    load("plain.test");
    pdnsutil.run("set-meta", "plain.test", "SOA-EDIT", "EPOCH");
    DnsServer server = serve("no");
    String soa = ask(server.address(), "plain.test.", RecordType.SOA, true);
    assertThat(soa).doesNotContain("RRSIG");
    assertThat(Long.parseLong(soa.replaceAll("(?s).* SOA \\S+ \\S+ ([0-9]+) .*", "$1")))
        .isGreaterThan(1_700_000_000L);
    assertThat(ask(server.address(), "plain.test.", RecordType.DNSKEY, true))
        .doesNotContain("DNSKEY");
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement change = connection.createStatement()) {
      change.executeUpdate(statement);
    }
  }
}
