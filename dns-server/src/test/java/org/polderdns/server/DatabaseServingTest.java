package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.sql.DatabaseServer;
import org.polderdns.backend.sql.MariadbServer;
import org.polderdns.backend.sql.PostgresqlServer;
import org.polderdns.wire.Name;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.Reply;

/** A server on databases that others write to, and that die. */
@Timeout(180)
class DatabaseServingTest {
  private static final int NOERROR = Rcode.NOERROR.code();
  private static final int NXDOMAIN = Rcode.NXDOMAIN.code();
  private static final int SERVFAIL = Rcode.SERVFAIL.code();

  private static final String KEY = """
      Private-key-format: v1.2
      Algorithm: 15 (ED25519)
      PrivateKey: ODIyNjAzODQ2MjgwODAxMjI2NDUxOTAyMDQxNDIyNjI=
      """; // RFC 8080 §6.1, whose signatures are the same each time

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private DnsServer serve(List<Backend> stores, String... settings) {
    DnsServerBuilder builder = DnsServer.builder();
    stores.forEach(store -> {
      open.add(store);
      builder.backend(store);
    });
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      builder.setting(parts[0], parts[1]);
    }
    DnsServer server = builder.start();
    open.add(server);
    return server;
  }

  private static void add(DatabaseServer server, String name, String type, String content)
      throws Exception {
    server.execute("insert into records (domain_id, name, type, content, ttl, auth)"
        + " values ((select id from domains), '" + name + "', '" + type + "', '" + content
        + "', 60, " + (server instanceof PostgresqlServer ? "true" : "1") + ")");
  }

  private static void addZone(DatabaseServer server) throws Exception {
    server.execute("insert into domains (name, type) values ('example.org', 'NATIVE')");
    add(server, "example.org", "SOA", "ns1.example.org h.example.org 1 2 3 4 5");
    add(server, "www.example.org", "A", "192.0.2.1");
  }

  private static void addSignedZone(DatabaseServer server) throws Exception {
    server.execute("insert into domains (name, type) values ('example.net', 'NATIVE')");
    String id = server.rows("select id from domains where name = 'example.net'").get(0);
    String[][] records = {
      {"example.net", "", "SOA", "ns1.example.net h.example.net 1 2 3 4 5"},
      {"www.example.net", "www", "A", "192.0.2.1"},
      {"*.wild.example.net", "wild *", "A", "192.0.2.2"},
    };
    for (String[] record : records) {
      server.execute("insert into records (domain_id, name, ordername, type, content, ttl, auth)"
          + " values (" + id + ", '" + String.join("', '", record) + "', 60, true)");
    }
    server.execute("insert into cryptokeys (domain_id, flags, active, published, content) values ("
        + id + ", 257, true, true, '" + KEY + "')");
  }

  private static int rcode(DnsServer server, String name) throws IOException {
    return Client.udp(server.address(), Client.question(name, RecordType.A)).rcode();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void aRowThatIsInsertedIsAnsweredWithoutARestart() throws Exception {
    for (DatabaseServer database : List.of(MariadbServer.shared(), PostgresqlServer.shared())) {
      addZone(database.cleared());
      DnsServer server = serve(
          List.of(database.open()), "query-cache-ttl=1", "negquery-cache-ttl=1", "cache-ttl=1");
      assertThat(rcode(server, "www.example.org")).isEqualTo(NOERROR);
      assertThat(rcode(server, "new.example.org")).isEqualTo(NXDOMAIN);
      assertThat(rcode(server, "www.example.net")).isEqualTo(Rcode.REFUSED.code());
      add(database, "new.example.org", "A", "192.0.2.2");
      await(() -> rcode(server, "new.example.org") == NOERROR);
      database.execute("delete from records where name = 'new.example.org'");
      await(() -> rcode(server, "new.example.org") == NXDOMAIN);
    }
  }

  @Test
  void withoutCachesARowIsAnsweredAtOnce() throws Exception {
    DatabaseServer database = PostgresqlServer.shared();
    addZone(database.cleared());
    DnsServer server =
        serve(List.of(database.open()), "query-cache-ttl=0", "negquery-cache-ttl=0", "cache-ttl=0");
    for (int i = 0; i < 10; i++) {
      assertThat(rcode(server, "new" + i + ".example.org")).isEqualTo(NXDOMAIN);
      add(database, "new" + i + ".example.org", "A", "192.0.2.2");
      assertThat(rcode(server, "new" + i + ".example.org")).isEqualTo(NOERROR);
    }
    assertThat(server.statistics())
        .containsEntry("query-cache-hit", 0L)
        .containsEntry("query-cache-size", 0L)
        .containsEntry("packetcache-hit", 0L);
  }

  @Test
  void whatIsTooOldIsAnsweredWhileTheDatabaseIsGoneIfTold() throws Exception {
    try (PostgresqlServer database = PostgresqlServer.own()) {
      addZone(database);
      DnsServer server = serve(
          List.of(database.open()),
          "query-cache-ttl=1",
          "negquery-cache-ttl=1",
          "cache-ttl=0",
          "query-cache-stale-ttl=3600");
      assertThat(rcode(server, "www.example.org")).isEqualTo(NOERROR);
      assertThat(rcode(server, "absent.example.org")).isEqualTo(NXDOMAIN);
      database.kill();
      await(() -> {
        assertThat(rcode(server, "www.example.org")).isEqualTo(NOERROR);
        return server.statistics().get("query-cache-stale") > 0;
      });
      assertThat(rcode(server, "absent.example.org")).isEqualTo(NXDOMAIN);
      assertThat(rcode(server, "other.example.org")).isEqualTo(SERVFAIL);
    }
  }

  @Test
  void whatIsTooOldIsAnsweredWithMetadataAndKeysThatAreTooOld() throws Exception {
    try (PostgresqlServer database = PostgresqlServer.own()) {
      addZone(database);
      addSignedZone(database);
      List<DnsServer> servers = new ArrayList<>();
      for (String seconds : List.of("0", "1")) {
        servers.add(serve(
            List.of(database.open(Map.of("dnssec", "yes"))),
            "query-cache-ttl=1",
            "negquery-cache-ttl=1",
            "zone-metadata-cache-ttl=" + seconds,
            "dnssec-key-cache-ttl=" + seconds,
            "cache-ttl=0",
            "query-cache-stale-ttl=3600"));
      }
      List<String> names = List.of(
          "example.org",
          "www.example.org",
          "absent.example.org",
          "example.net",
          "www.example.net",
          "absent.example.net",
          "any.wild.example.net");
      Map<String, String> before = new TreeMap<>();
      for (String name : names) {
        for (DnsServer server : servers) {
          for (RecordType type : List.of(RecordType.A, RecordType.SOA, RecordType.DNSKEY)) {
            before.put(name + ' ' + type, signed(server, name, type));
          }
        }
      }
      database.kill();
      Thread.sleep(2100); // all is too old now
      for (DnsServer server : servers) {
        for (String name : names) {
          for (RecordType type : List.of(RecordType.A, RecordType.SOA, RecordType.DNSKEY)) {
            assertThat(signed(server, name, type)).isEqualTo(before.get(name + ' ' + type));
          }
        }
        assertThat(rcode(server, "other.example.org")).isEqualTo(SERVFAIL);
        assertThat(rcode(server, "other.example.net")).isEqualTo(SERVFAIL);
      }
    }
  }

  /** The reply to one who sets DO, which has signatures in one of the zones. */
  private static String signed(DnsServer server, String name, RecordType type) throws IOException {
    Question question =
        new Question(Name.parse(name + '.'), type, RecordClass.IN, false, true, 1232);
    byte[] octets = Client.udp(server.address(), question.toMessage()).octets();
    String reply = Reply.read(octets, octets.length, question).toString();
    assertThat(reply).doesNotContain("SERVFAIL");
    assertThat(reply.contains("RRSIG")).as(name).isEqualTo(name.endsWith("example.net"));
    return reply;
  }

  @Test
  void aDatabaseThatIsGoneIsServfailAndNeverNxdomain() throws Exception {
    try (MariadbServer database = MariadbServer.own()) {
      addZone(database);
      DnsServer server = serve(
          List.of(database.open()), "query-cache-ttl=0", "negquery-cache-ttl=0", "cache-ttl=0");
      assertThat(rcode(server, "www.example.org")).isEqualTo(NOERROR);
      database.kill();
      int threads = Thread.activeCount();
      for (int i = 0; i < 300; i++) {
        assertThat(rcode(server, (i % 2 == 0 ? "www" : "absent" + i) + ".example.org"))
            .isEqualTo(SERVFAIL);
      }
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
      assertThat(server.statistics().get("servfail-packets")).isEqualTo(300);
      database.restart();
      await(() -> rcode(server, "www.example.org") == NOERROR);
      assertThat(rcode(server, "absent.example.org")).isEqualTo(NXDOMAIN);
    }
  }

  @Test
  void aRowThatCannotBeReadIsServfailAndItsNeighboursAreAnswered() throws Exception {
    DatabaseServer database = MariadbServer.shared();
    addZone(database.cleared());
    add(database, "www.example.org", "AAAA", "not an address");
    add(database, "bad.example.org", "A", "999.0.0.1");
    DnsServer server = serve(List.of(database.open()), "cache-ttl=0");
    assertThat(rcode(server, "www.example.org")).isEqualTo(NOERROR);
    assertThat(Client.udp(server.address(), Client.question("www.example.org", RecordType.AAAA))
            .rcode())
        .isEqualTo(SERVFAIL);
    assertThat(rcode(server, "bad.example.org")).isEqualTo(SERVFAIL);
    assertThat(Client.udp(server.address(), Client.question("bad.example.org", RecordType.TXT))
            .rcode())
        .isEqualTo(NOERROR);
    assertThat(server.statistics())
        .containsEntry("servfail-packets", 2L)
        .containsEntry("unreadable-rrsets", 2L);
  }

  @Test
  void instancesOfOneKindHaveTheirOwnSettingsAndZonesOfOneNumber() throws Exception {
    MariadbServer database = MariadbServer.shared();
    database.cleared();
    List<Backend> stores = new ArrayList<>();
    BackendFactory factory = BackendFactories.find("gmysql").orElseThrow();
    for (String side : List.of("east", "west")) {
      database.execute(
          "drop database if exists " + side,
          "create database " + side,
          "grant all on " + side + ".* to 'powerdns'@'localhost'",
          "grant all on " + side + ".* to 'powerdns'@'127.0.0.1'");
      for (String table : database.rows("show tables")) {
        database.execute("create table " + side + "." + table + " like powerdns." + table);
      }
      String zone = side + ".example";
      database.execute(
          "insert into " + side + ".domains (id, name, type) values (1, '" + zone + "', 'NATIVE')",
          "insert into " + side + ".records (domain_id, name, type, content, ttl) values"
              + " (1, '" + zone + "', 'SOA', 'ns." + zone + " h." + zone + " 1 2 3 4 5', 60),"
              + " (1, 'www." + zone + "', 'A', '192.0.2.1', 60)");
      Map<String, String> settings = new HashMap<>(database.settings());
      settings.put("dbname", side);
      stores.add(factory.open(BackendSettings.of(new Launch("gmysql", side), factory, settings)));
    }
    DnsServer server = serve(stores);
    for (int i = 0; i < 2; i++) {
      assertThat(rcode(server, "www.east.example")).isEqualTo(NOERROR);
      assertThat(rcode(server, "www.west.example")).isEqualTo(NOERROR);
      assertThat(rcode(server, "www.east.west.example")).isEqualTo(NXDOMAIN);
    }
    assertThat(stores).extracting(Backend::name).containsExactly("gmysql-east", "gmysql-west");
  }
}
