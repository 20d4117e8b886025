package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.SnapshotMode;
import org.polderdns.backend.SnapshotOptions;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.CompiledZone;

/** Zones held in memory follow the database, whoever changes it and however. */
class SnapshotTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final Name WWW = Name.parse("www.example.org.");
  private static final String OTHER = "'ns1.example.org hostmaster.example.org ";

  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir
  static Path directory;

  interface Opened {
    DatabaseServer server() throws Exception;
  }

  static Stream<Map.Entry<String, Opened>> databases() {
    return Stream.of(
        Map.entry(
            "sqlite", () -> new SqliteFile(directory.resolve("zones" + COUNT.incrementAndGet()))),
        Map.entry("h2", () -> new H2Memory("snapshots" + COUNT.incrementAndGet())),
        Map.entry("mariadb", () -> MariadbServer.shared().cleared()),
        Map.entry("postgresql", () -> PostgresqlServer.shared().cleared()));
  }

  private static BackendSet set(Backend store, SnapshotMode mode, long maxOctets) {
    return new BackendSet(
        List.of(store), BackendSet.Options.DEFAULT.with(new SnapshotOptions(mode, maxOctets, 2)));
  }

  private static BackendSet set(Backend store, SnapshotMode mode) {
    return set(store, mode, 10 << 20);
  }

  private static void zone(DatabaseServer server, int id, String apex) throws SQLException {
    server.execute(
        "insert into domains (id, name, type) values (" + id + ", '" + apex + "', 'NATIVE')",
        record(id, apex, "SOA", "ns1.example.org hostmaster.example.org 1 2 3 4 5"),
        record(id, "www." + apex, "A", "192.0.2.1"),
        record(id, "a.ent." + apex, "TXT", "\"text\""));
  }

  private static String record(int id, String name, String type, String content) {
    return "insert into records (domain_id, name, type, content, ttl, prio, disabled, auth)"
        + " values (" + id + ", '" + name + "', '" + type + "', '" + content + "', 60, 0, "
        + "false, true)";
  }

  private static void await(BackendSet zones, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("%s", zones.snapshotCounts()).isLessThan(end);
      Thread.sleep(10);
      zones.poll();
    }
  }

  private static boolean isHeld(BackendSet zones, Name apex) {
    return zones.zone(apex).orElseThrow() instanceof CompiledZone;
  }

  private static List<String> at(BackendSet zones, Name name, RecordType type) {
    Optional<ZoneView> zone = zones.zone(name);
    Optional<ZoneNode> node = zone.flatMap(found -> found.node(name));
    return node.flatMap(found -> found.rrset(type)).stream()
        .flatMap(set -> IntStream.range(0, set.size()).mapToObj(set::rdata))
        .map(Rdata::print)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void changesOfOthersAreFollowed(Map.Entry<String, Opened> database) throws Exception {
    DatabaseServer server = database.getValue().server();
    try (Backend store = server.open()) {
      zone(server, 1, "example.org");
      zone(server, 2, "example.net");
      BackendSet zones = set(store, SnapshotMode.YES);
      Name net = Name.parse("example.net.");
      await(zones, () -> isHeld(zones, APEX) && isHeld(zones, net));
      assertThat(at(zones, WWW, RecordType.A)).containsExactly("192.0.2.1");
      Name ent = Name.parse("ent.example.org.");
      assertThat(zones.zone(APEX).orElseThrow().node(ent)).isPresent();

      server.execute(record(1, "www.example.org", "A", "192.0.2.2"));
      await(zones, () -> at(zones, WWW, RecordType.A).size() == 2 && isHeld(zones, APEX));
      server.execute(
          "update records set content = '192.0.2.3' where content = '192.0.2.2'",
          "update records set content = " + OTHER + "2 2 3 4 5' where type = 'SOA'");
      await(zones, () -> at(zones, WWW, RecordType.A).contains("192.0.2.3") && isHeld(zones, APEX));
      server.execute("delete from records where content = '192.0.2.1' and domain_id = 1");
      await(zones, () -> at(zones, WWW, RecordType.A).equals(List.of("192.0.2.3")));
      server.execute("update records set disabled = true where content = '192.0.2.3'");
      await(zones, () -> at(zones, WWW, RecordType.A).isEmpty() && isHeld(zones, APEX));

      zone(server, 3, "example.com");
      Name com = Name.parse("example.com.");
      await(zones, () -> zones.zone(com).isPresent() && isHeld(zones, com));
      server.execute("delete from records where domain_id = 2", "delete from domains where id = 2");
      await(zones, () -> zones.zone(net).isEmpty());
      server.execute("update records set disabled = true where type = 'SOA' and domain_id = 3");
      await(zones, () -> zones.zone(com).isEmpty());
      assertThat(zones.snapshotCounts().zones()).isEqualTo(1);
      zones.stop();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ownChangesAreFollowed(Map.Entry<String, Opened> database) throws Exception {
    DatabaseServer server = database.getValue().server();
    try (Backend store = server.open()) {
      ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5\nwww 60 A 192.0.2.1");
      BackendSet zones = set(store, SnapshotMode.YES);
      await(zones, () -> isHeld(zones, APEX));
      try (ZoneTransaction tx =
          store.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
        RRset added = RRset.of(WWW, 60, Rdata.parse(RecordType.A, "192.0.2.2"));
        tx.apply(Changeset.of(APEX).add(added).build());
        tx.commit();
      }
      await(zones, () -> at(zones, WWW, RecordType.A).size() == 2);
      try (ZoneTransaction tx =
          store.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
        tx.delete();
        tx.commit();
      }
      await(zones, () -> zones.zone(APEX).isEmpty());
      zones.stop();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void metadataSayWhichZonesAreHeld(Map.Entry<String, Opened> database) throws Exception {
    DatabaseServer server = database.getValue().server();
    try (Backend store = server.open()) {
      zone(server, 1, "example.org");
      zone(server, 2, "example.net");
      server.execute("insert into domainmetadata (domain_id, kind, content)"
          + " values (1, 'X-Zone-Snapshot', 'yes')");
      BackendSet zones = set(store, SnapshotMode.NO);
      await(zones, () -> isHeld(zones, APEX));
      assertThat(isHeld(zones, Name.parse("example.net."))).isFalse();
      server.execute("delete from domainmetadata");
      await(zones, () -> !isHeld(zones, APEX));
      assertThat(at(zones, WWW, RecordType.A)).containsExactly("192.0.2.1");
      zones.stop();
    }
  }

  @Test
  void zoneWithARecordThatCannotBeReadStaysWithTheDatabase() throws Exception {
    DatabaseServer server = new SqliteFile(directory.resolve("broken.sqlite"));
    try (Backend store = server.open()) {
      zone(server, 1, "example.org");
      zone(server, 2, "example.net");
      server.execute(record(1, "www.example.org", "AAAA", "no address"));
      BackendSet zones = set(store, SnapshotMode.YES);
      await(zones, () -> zones.snapshotCounts().zones() == 1);
      assertThat(zones.snapshotCounts().refused()).isEqualTo(1);
      assertThat(isHeld(zones, APEX)).isFalse();
      assertThat(at(zones, WWW, RecordType.A)).containsExactly("192.0.2.1");
      assertThatThrownBy(() -> at(zones, WWW, RecordType.AAAA)).isInstanceOf(StoreException.class);
      server.execute("update records set content = '2001:db8::1' where type = 'AAAA'");
      await(zones, () -> isHeld(zones, APEX));
      assertThat(at(zones, WWW, RecordType.AAAA)).hasSize(1);
      zones.stop();
    }
  }

  @Test
  void zonesThatAreAskedForAreHeldWithinTheBound() throws Exception {
    DatabaseServer server = new SqliteFile(directory.resolve("many.sqlite"));
    try (Backend store = server.open()) {
      for (int i = 0; i < 40; i++) {
        zone(server, i + 1, "z" + i + ".example");
      }
      long bound = 20_000;
      BackendSet zones = set(store, SnapshotMode.AUTO, bound);
      Name first = Name.parse("z0.example.");
      assertThat(isHeld(zones, first)).isFalse();
      await(zones, () -> isHeld(zones, first));
      for (int i = 1; i < 40; i++) {
        Name apex = Name.parse("z" + i + ".example.");
        await(zones, () -> isHeld(zones, apex));
        assertThat(at(zones, Name.parse("www", apex), RecordType.A)).containsExactly("192.0.2.1");
        assertThat(isHeld(zones, first)).as("asked for again and again").isTrue();
        assertThat(zones.snapshotCounts().octets()).isLessThanOrEqualTo(bound);
      }
      long loads = zones.snapshotCounts().loads();
      assertThat(loads).isEqualTo(40);
      assertThat(zones.snapshotCounts().zones()).isLessThan(40);
      zones.stop();
    }
  }

  @Test
  void zoneThatIsTooLargeIsNotHeldOnDemand() throws Exception {
    DatabaseServer server = new SqliteFile(directory.resolve("large.sqlite"));
    try (Backend store = server.open()) {
      zone(server, 1, "example.org");
      BackendSet zones = set(store, SnapshotMode.AUTO, 100);
      assertThat(isHeld(zones, APEX)).isFalse();
      await(zones, () -> zones.snapshotCounts().refused() == 1);
      assertThat(at(zones, WWW, RecordType.A)).containsExactly("192.0.2.1");
      assertThat(isHeld(zones, APEX)).isFalse();
      zones.stop();
    }
  }

  @Test
  void statementsOfTheOperatorAreAskedEachTime() throws Exception {
    SqliteFile server = new SqliteFile(directory.resolve("dynamic.sqlite"));
    String any = "select content, ttl, prio, type, domain_id, disabled, name, auth from records"
        + " where disabled = 0 and name = :qname and domain_id = :domain_id";
    try (Backend store = server.open(Map.of("any-id-query", any))) {
      zone(server, 1, "example.org");
      BackendSet zones = set(store, SnapshotMode.AUTO);
      assertThat(isHeld(zones, APEX)).isFalse();
      assertThat(isHeld(zones, APEX)).isFalse();
      assertThat(zones.snapshotCounts().loads()).isZero();
      zones.stop();
    }
  }

  @Test
  void nothingIsHeldOnDemandOfWhatMayNotBeKeptForASecond() throws Exception {
    DatabaseServer server = new SqliteFile(directory.resolve("uncached.sqlite"));
    try (Backend store = server.open()) {
      zone(server, 1, "example.org");
      SnapshotOptions held = new SnapshotOptions(SnapshotMode.AUTO, 10 << 20, 0);
      BackendSet zones = new BackendSet(List.of(store), BackendSet.Options.DEFAULT.with(held));
      assertThat(isHeld(zones, APEX)).isFalse();
      assertThat(isHeld(zones, APEX)).isFalse();
      assertThat(zones.snapshotCounts().loads()).isZero();
      zones.stop();
    }
  }

  @Test
  void answersGoOnWithoutTheDatabase() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.own();
        Backend store = server.open()) {
      zone(server, 1, "example.org");
      BackendSet zones = set(store, SnapshotMode.YES);
      await(zones, () -> isHeld(zones, APEX));
      server.kill();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5); // longer than changes may wait
      while (System.nanoTime() < end) {
        zones.poll();
        assertThat(isHeld(zones, APEX)).isTrue();
        assertThat(at(zones, WWW, RecordType.A)).containsExactly("192.0.2.1");
        Thread.sleep(20);
      }
      server.restart();
      server.execute("update records set content = '192.0.2.9' where type = 'A'");
      await(zones, () -> at(zones, WWW, RecordType.A).equals(List.of("192.0.2.9")));
      await(zones, () -> isHeld(zones, APEX));
      zones.stop();
    }
  }

  @Test
  void readersNeverSeeAZoneHalfRead() throws Exception {
    DatabaseServer server = new SqliteFile(directory.resolve("whole.sqlite"));
    try (Backend store = server.open()) {
      zone(server, 1, "example.org");
      for (int i = 0; i < 300; i++) {
        server.execute(record(1, "n" + i + ".example.org", "A", "192.0.2.1"));
      }
      BackendSet zones = set(store, SnapshotMode.YES);
      await(zones, () -> isHeld(zones, APEX));
      for (int round = 2; round < 12; round++) {
        server.execute("update records set content = case type when 'A' then '192.0.2." + round
            + "' else " + OTHER + round + " 2 3 4 5' end where type in ('A', 'SOA')");
        String expected = "192.0.2." + round;
        await(zones, () -> {
          ZoneView view = zones.zone(APEX).orElseThrow();
          if (view instanceof CompiledZone zone) {
            String first = text(zone, WWW);
            for (int i = 0; i < 300; i++) {
              assertThat(text(zone, Name.parse("n" + i, APEX))).isEqualTo(first);
            }
          }
          return at(zones, WWW, RecordType.A).contains(expected);
        });
      }
      zones.stop();
    }
  }

  private static String text(ZoneView zone, Name name) {
    RRset set = zone.node(name).orElseThrow().rrset(RecordType.A).orElseThrow();
    return set.rdata(0).print();
  }
}
