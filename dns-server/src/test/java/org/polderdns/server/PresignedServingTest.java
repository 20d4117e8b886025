package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;
import org.polderdns.zone.scenario.Question;
import org.polderdns.zone.scenario.Reply;

/**
 * Zones that were signed elsewhere, stored as PowerDNS has them: with their signatures, without the
 * NSEC and NSEC3 records that some of these cover.
 */
class PresignedServingTest {
  private static final Path SIGNER = Path.of("/usr/bin/dnssec-signzone");

  private static final List<RecordType> TYPES = List.of(
      RecordType.A,
      RecordType.TXT,
      RecordType.NS,
      RecordType.DS,
      RecordType.SOA,
      RecordType.DNSKEY,
      RecordType.NSEC3PARAM,
      RecordType.CDS);

  private static final List<String> NAMES = List.of(
      "",
      "www.",
      "WWW.",
      "alias.",
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
      "below.lone.",
      "lone.",
      "zz.");

  private static final String ZONE = """
      $TTL 3600
      @ SOA ns1 hostmaster 7 10800 3600 604800 300
      @ NS ns1
      @ NS ns2.elsewhere.test.
      ns1 A 192.0.2.1
      mail A 192.0.2.2
      mail AAAA 2001:db8::2
      www A 192.0.2.3
      www TXT "text"
      alias CNAME www
      a.ent A 192.0.2.4
      *.wild TXT "wild"
      secure NS ns.secure
      secure DS 12345 13 2 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20
      ns.secure A 192.0.2.5
      insecure NS ns.insecure
      ns.insecure A 192.0.2.6
      below.lone NS ns1
      """;

  private static final String[] NSEC = {};
  private static final String[] NSEC3 = {"-3", "abcd", "-H", "3"};
  private static final String[] OPT_OUT = {"-3", "-", "-A"};
  private static final List<String> ZONES = List.of("nsec.test", "nsec3.test", "optout.test");

  @TempDir
  Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();
  private Pdnsutil pdnsutil;

  @BeforeEach
  void makeTables() throws Exception {
    assumeThat(SIGNER).isExecutable();
    store().close(); // which makes the tables
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
      "cache-ttl=0",
      "query-cache-ttl=0",
      "negquery-cache-ttl=0"
    };
  }

  private Path file() {
    return directory.resolve("zones.db");
  }

  private Backend store() {
    BackendFactory factory = BackendFactories.find("gsqlite3").orElseThrow();
    return factory.open(BackendSettings.of(
        new Launch("gsqlite3", ""),
        factory,
        Map.of("database", file().toString(), "dnssec", "yes")));
  }

  private DnsServer serve(Clock clock, String... settings) {
    Backend store = store();
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

  /** Signs a zone and stores it with all of its records, in the order of its chain. */
  private void loadWhole(String zone, String nsec3param, String... options) throws Exception {
    Path text = Files.writeString(directory.resolve(zone), ZONE);
    Path signed = directory.resolve(zone + ".signed");
    Pdnsutil.output(List.of(
        "/usr/bin/dnssec-keygen",
        "-q",
        "-K",
        directory.toString(),
        "-a",
        "ECDSAP256SHA256",
        "-f",
        "KSK",
        zone));
    List<String> sign = new ArrayList<>(List.of(
        SIGNER.toString(), "-S", "-z", "-K", directory.toString(), "-d", directory.toString()));
    sign.addAll(List.of(options));
    sign.addAll(List.of("-o", zone, "-f", signed.toString(), text.toString()));
    Pdnsutil.output(sign);
    pdnsutil.run("load-zone", zone, signed.toString());
    pdnsutil.run(
        "secure-zone", zone); // for the order, which pdnsutil makes of zones with keys alone
    if (!nsec3param.isEmpty()) {
      pdnsutil.run("set-nsec3", zone, nsec3param);
    }
    pdnsutil.run("rectify-zone", zone);
    sql("delete from cryptokeys");
    pdnsutil.run("set-presigned", zone);
    sql("update records set ordername = null where type = 'NSEC3'"
        + " or type = 'RRSIG' and content like 'NSEC3 %'");
  }

  private void load(String zone, String nsec3param, String... options) throws Exception {
    loadWhole(zone, nsec3param, options);
    sql("delete from records where type in ('NSEC', 'NSEC3', 'NSEC3PARAM')");
  }

  private void loadAll() throws Exception {
    load("nsec.test", "", NSEC);
    load("nsec3.test", "1 0 3 abcd", NSEC3);
    load("optout.test", "1 1 0 -", OPT_OUT);
  }

  private static String ask(InetSocketAddress server, String name, RecordType type, boolean dnssec)
      throws IOException {
    Question question =
        new Question(Name.parse(name), type, RecordClass.IN, true, dnssec, dnssec ? 1232 : 0);
    byte[] reply = Client.tcp(server, question.toMessage()).octets();
    String text = Reply.read(reply, reply.length, question).toString();
    int additional = text.indexOf("additional\n"); // which PowerDNS fills otherwise
    return additional < 0 ? text : text.substring(0, additional);
  }

  /** A name that owns nothing but the signature over an NSEC3. */
  private String hashed(String zone) throws Exception {
    try (Connection connection = connect();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select name from records where type = 'RRSIG'"
            + " and content like 'NSEC3 %' and name like '%." + zone + "' order by name")) {
      return row.getString(1) + ".";
    }
  }

  @Test
  void answersAreThoseOfPowerDns() throws Exception {
    loadAll();
    DnsServer ours = serve(Clock.systemUTC());
    DnsServer held = serve(Clock.systemUTC(), "zone-snapshot=yes");
    try (PowerDns theirs = PowerDns.start(directory, "nsec.test", settings())) {
      List<String> differences = new ArrayList<>();
      for (String zone : ZONES) {
        List<String> names = new ArrayList<>();
        NAMES.forEach(name -> names.add(name + zone + "."));
        if (!zone.equals("nsec.test")) {
          names.add(hashed(zone));
        }
        for (String name : names) {
          for (RecordType type : TYPES) {
            compare(theirs, List.of(ours, held), name, type, true, differences);
            if (!name.contains("secure.")) { // PowerDNS gives a DS with referrals
              compare(theirs, List.of(ours, held), name, type, false, differences);
            }
          }
        }
      }
      assertThat(differences).isEmpty();
    }
    assertThat(held.statistics().get("zone-snapshots")).isEqualTo(3);
  }

  private static void compare(
      PowerDns theirs,
      List<DnsServer> ours,
      String name,
      RecordType type,
      boolean dnssec,
      List<String> differences)
      throws IOException {
    String expected = ask(theirs.address(), name, type, dnssec);
    for (DnsServer server : ours) {
      String found = ask(server.address(), name, type, dnssec);
      if (!found.equals(expected)) {
        differences.add(name + " " + type + " DO=" + dnssec + " of server " + ours.indexOf(server)
            + "\nOURS " + found + "THEIRS " + expected);
      }
    }
  }

  @Test
  void ownersOfStoredSignaturesOverNsec3DoNotExist() throws Exception {
    load("nsec3.test", "1 0 3 abcd", NSEC3);
    String name = hashed("nsec3.test");
    for (String snapshot : List.of("no", "yes")) {
      DnsServer server = serve(Clock.systemUTC(), "zone-snapshot=" + snapshot);
      Delv delv = Delv.trusting(server, directory, "nsec3.test.");
      for (int i = 0; i < 2; i++) { // what was found is answered from the second time
        assertThat(ask(server.address(), name, RecordType.A, false)).contains("NXDOMAIN");
        assertThat(ask(server.address(), "x." + name, RecordType.A, false)).contains("NXDOMAIN");
      }
      delv.validates(name, "A");
      delv.validates("x." + name, "A");
    }
  }

  @Test
  void nsecIsAnsweredToThoseWhoAskForIt() throws Exception {
    load("nsec.test", "", NSEC);
    for (String snapshot : List.of("no", "yes")) {
      DnsServer server = serve(Clock.systemUTC(), "zone-snapshot=" + snapshot);
      Delv delv = Delv.trusting(server, directory, "nsec.test.");
      delv.validates("mail.nsec.test.", "NSEC");
      assertThat(ask(server.address(), "mail.nsec.test.", RecordType.NSEC, false))
          .contains("mail.nsec.test. 300 NSEC ns1.nsec.test. A AAAA RRSIG NSEC");
    }
  }

  @Test
  void validatorsAcceptThem() throws Exception {
    loadAll();
    for (String snapshot : List.of("no", "yes")) {
      assertValid(serve(Clock.systemUTC(), "zone-snapshot=" + snapshot));
    }
  }

  @Test
  void validatorsAcceptThemWithAllRecordsStored() throws Exception {
    loadWhole("nsec.test", "", NSEC);
    loadWhole("nsec3.test", "1 0 3 abcd", NSEC3);
    loadWhole("optout.test", "1 1 0 -", OPT_OUT);
    sql("update records set ordername = substr(name, 1, 32)"
        + " where type = 'NSEC3' or type = 'RRSIG' and content like 'NSEC3 %'");
    assertValid(serve(Clock.systemUTC()));
  }

  @Test
  void zonesLoadedByUsAreInTheOrderOfTheirChain() throws Exception {
    loadAll(); // for the files
    for (String delete : List.of("", "delete from records where type in ('NSEC', 'NSEC3')")) {
      for (String zone : ZONES) {
        reload(zone);
      }
      if (!delete.isEmpty()) {
        sql(delete);
      }
      for (String snapshot : List.of("no", "yes")) {
        assertValid(serve(Clock.systemUTC(), "zone-snapshot=" + snapshot));
      }
    }
  }

  private void reload(String zone) throws Exception {
    Name apex = Name.parse(zone + ".");
    try (Backend store = store();
        ZoneFileReader reader = ZoneFileReader.open(
            directory.resolve(zone + ".signed"), apex, ZoneFileOptions.DEFAULT);
        ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(apex)) {
      ZoneLoad load = tx.replaceAll();
      while (reader.next()) {
        load.add(reader.owner(), reader.type(), reader.ttl(), reader.rdata());
      }
      load.finish();
      tx.commit();
    }
  }

  @Test
  void signaturesThatAreNotValidNowAreCountedWhenTheZoneIsAskedFor() throws Exception {
    load("nsec.test", "", NSEC);
    for (int days : new int[] {0, 60, -60}) {
      Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
      for (String snapshot : List.of("no", "yes")) {
        DnsServer server = serve(clock, "zone-snapshot=" + snapshot);
        long expected = days == 0 ? 0 : 1;
        for (int tries = 0; invalidAfterQuestion(server) != expected && tries < 100; tries++) {
          TimeUnit.MILLISECONDS.sleep(50); // zones in memory are read in the background
        }
        assertThat(invalidAfterQuestion(server)).as(days + " days").isEqualTo(expected);
      }
    }
  }

  private static long invalidAfterQuestion(DnsServer server) throws IOException {
    assertThat(ask(server.address(), "nsec.test.", RecordType.SOA, true)).contains("RRSIG SOA");
    return server.statistics().get("presigned-zones-invalid");
  }

  private void assertValid(DnsServer server) throws Exception {
    for (String zone : ZONES) {
      Delv delv = Delv.trusting(server, directory, zone + ".");
      for (String name : List.of("", "www.", "nothing.", "any.wild.", "ent.", "deep.any.wild.")) {
        delv.validates(name + zone + ".", "A");
        if (zone.equals("optout.test") && name.contains("wild.")) {
          // Nothing proves that no delegation opted out between (RFC 5155 §9.2).
          assertThat(delv.says(name + zone + ".", "TXT")).contains("; unsigned answer");
        } else {
          delv.validates(name + zone + ".", "TXT");
        }
      }
      for (String name : List.of("insecure.", "secure.", "lone.", "below.lone.")) {
        delv.validates(name + zone + ".", "DS");
      }
    }
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = connect();
        Statement change = connection.createStatement()) {
      change.executeUpdate(statement);
    }
  }
}
