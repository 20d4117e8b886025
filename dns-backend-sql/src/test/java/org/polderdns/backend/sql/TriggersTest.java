package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.ChangeNotices;
import org.polderdns.backend.SnapshotMode;
import org.polderdns.backend.SnapshotOptions;
import org.polderdns.backend.TriggerKeeping;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.CompiledZone;

/** Triggers in PostgreSQL tell of changes, so that nobody has to look for them. */
class TriggersTest {
  private static final Path PDNSUTIL = Path.of("/usr/bin/pdnsutil");
  private static final Name APEX = Name.parse("example.org.");
  private static final Name WWW = Name.parse("www.example.org.");

  private static TriggerKeeping keeping(DatabaseServer server) {
    return (TriggerKeeping) server.factory();
  }

  private static BackendSet set(Backend store) {
    return new BackendSet(
        List.of(store),
        BackendSet.Options.DEFAULT.with(new SnapshotOptions(SnapshotMode.YES, 10 << 20, 3600)));
  }

  private static void zone(DatabaseServer server, int id, String apex) throws SQLException {
    server.execute(
        "insert into domains (id, name, type) values (" + id + ", '" + apex + "', 'NATIVE')",
        "insert into records (domain_id, name, type, content, ttl) values (" + id + ", '" + apex
            + "', 'SOA', 'ns1.example.org hostmaster.example.org 1 2 3 4 5', 60), (" + id
            + ", 'www." + apex + "', 'A', '192.0.2.1', 60)");
  }

  /** Waits without having anybody look for changes. */
  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** What is answered for a name from memory, empty if it is not. */
  private static String text(BackendSet zones, Name name) {
    return zones
        .tables()
        .orElseThrow()
        .get(0)
        .at(name.parent())
        .filter(CompiledZone.class::isInstance)
        .flatMap(zone -> zone.node(name))
        .flatMap(node -> node.rrset(RecordType.A))
        .map(rrset -> rrset.rdata(0).print())
        .orElse("");
  }

  @Test
  void changesAreToldWithoutALook() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    keeping(server).installTriggers(server.backendSettings(Map.of()));
    keeping(server).installTriggers(server.backendSettings(Map.of()));
    zone(server, 1, "example.org");
    try (Backend store = server.open()) {
      BackendSet zones = set(store);
      assertThat(store.capability(ChangeNotices.class).orElseThrow().tellsAll()).isTrue();
      await(() -> text(zones, WWW).equals("192.0.2.1"));
      server.execute("update records set content = '192.0.2.2' where type = 'A'");
      await(() -> text(zones, WWW).equals("192.0.2.2"));
      server.execute("insert into records (domain_id, name, type, content, ttl)"
          + " values (1, 'new.example.org', 'A', '192.0.2.3', 60)");
      await(() -> text(zones, Name.parse("new.example.org.")).equals("192.0.2.3"));
      server.execute("delete from records where name = 'new.example.org'");
      await(() -> text(zones, Name.parse("new.example.org.")).isEmpty());
      zone(server, 2, "example.net");
      await(() -> text(zones, Name.parse("www.example.net.")).equals("192.0.2.1"));
      server.execute("delete from domains where id = 2");
      await(() -> zones.zone(Name.parse("example.net.")).isEmpty());
      zones.stop();
    } finally {
      keeping(server).removeTriggers(server.backendSettings(Map.of()));
      keeping(server).removeTriggers(server.backendSettings(Map.of()));
    }
    try (Backend store = server.open()) {
      BackendSet zones = set(store);
      assertThat(store.capability(ChangeNotices.class).orElseThrow().tellsAll()).isFalse();
      zones.stop();
    }
    assertThat(server.rows("select 1 from pg_proc where proname like 'polder%'"))
        .isEmpty();
  }

  @Test
  void whatOthersDoInTheServerMovesNoMark() throws Exception {
    DatabaseServer server = PostgresqlServer.shared().cleared();
    keeping(server).installTriggers(server.backendSettings(Map.of()));
    try (Backend store = server.open()) {
      BackendSet zones = set(store);
      ChangeMark mark = store.capability(ChangeMark.class).orElseThrow();
      long before = mark.changeMark();
      server.execute("create table neighbour (a int)", "insert into neighbour values (1)");
      server.execute("drop table neighbour");
      assertThat(mark.changeMark()).isEqualTo(before);
      server.execute("insert into tsigkeys (name, algorithm, secret) values ('k', 'a', 's')");
      await(() -> mark.changeMark() != before);
      zones.stop();
    } finally {
      keeping(server).removeTriggers(server.backendSettings(Map.of()));
    }
  }

  @Test
  void afterTheServerWasGoneItIsListenedToAgain() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.own()) {
      keeping(server).installTriggers(server.backendSettings(Map.of()));
      zone(server, 1, "example.org");
      try (Backend store = server.open()) {
        BackendSet zones = set(store);
        ChangeNotices notices = store.capability(ChangeNotices.class).orElseThrow();
        await(() -> text(zones, WWW).equals("192.0.2.1"));
        server.kill();
        await(() -> !notices.tellsAll());
        assertThat(text(zones, WWW)).isEqualTo("192.0.2.1");
        server.restart();
        server.execute("update records set content = '192.0.2.2' where type = 'A'");
        await(() -> text(zones, WWW).equals("192.0.2.2"));
        await(notices::tellsAll);
        server.execute("update records set content = '192.0.2.3' where type = 'A'");
        await(() -> text(zones, WWW).equals("192.0.2.3"));
        ZoneView zone = zones.zone(APEX).orElseThrow();
        assertThat(zone).isInstanceOf(CompiledZone.class);
        zones.stop();
      }
    }
  }

  /** The real pdnsutil works as without triggers, and what it does is seen. */
  @Test
  void pdnsutilWritesWhileTriggersAreThere(@TempDir Path directory) throws Exception {
    assumeThat(PDNSUTIL).isExecutable();
    DatabaseServer server = PostgresqlServer.shared().cleared();
    StringBuilder config = new StringBuilder("launch=gpgsql\ngpgsql-dnssec=yes\n");
    server
        .settings()
        .forEach((name, value) -> config.append("gpgsql-" + name + '=' + value + '\n'));
    Files.writeString(directory.resolve("pdns.conf"), config);
    assumeThat(pdnsutil(directory, "list-all-zones")).as("its backend is there").isZero();
    keeping(server).installTriggers(server.backendSettings(Map.of()));
    try (Backend store = server.open()) {
      BackendSet zones = set(store);
      assertThat(pdnsutil(directory, "create-zone", "example.org", "ns1.example.org"))
          .isZero();
      assertThat(pdnsutil(directory, "add-record", "example.org", "www", "A", "192.0.2.1"))
          .isZero();
      await(() -> text(zones, WWW).equals("192.0.2.1"));
      assertThat(pdnsutil(directory, "replace-rrset", "example.org", "www", "A", "192.0.2.2"))
          .isZero();
      await(() -> text(zones, WWW).equals("192.0.2.2"));
      assertThat(pdnsutil(directory, "set-meta", "example.org", "X-ZONE-SNAPSHOT", "no"))
          .isZero();
      await(() -> text(zones, WWW).isEmpty());
      assertThat(pdnsutil(directory, "secure-zone", "example.org")).isZero();
      assertThat(pdnsutil(directory, "rectify-all-zones")).isZero();
      assertThat(pdnsutil(directory, "delete-zone", "example.org")).isZero();
      await(() -> zones.zone(APEX).isEmpty());
      zones.stop();
    } finally {
      keeping(server).removeTriggers(server.backendSettings(Map.of()));
    }
  }

  private static int pdnsutil(Path directory, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(PDNSUTIL.toString(), "--config-dir=" + directory));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("pdnsutil.log").toFile()))
        .start();
    return process.waitFor();
  }
}
