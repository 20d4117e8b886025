package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.backend.Backend;
import org.polderdns.backend.sql.DatabaseServer;
import org.polderdns.backend.sql.PostgresqlServer;

/** Servers that hold no zones of a database, those asked for, and all; and zones that differ. */
@Timeout(180)
class ZoneSnapshotServingTest {
  private static final List<String> ZONES =
      List.of("plain.example", "no.example", "auto.example", "yes.example");

  /** The settings, and the zones that are held then: the metadata of zones go before. */
  private static final Map<String, List<String>> HELD = Map.of(
      "no", List.of("auto.example", "yes.example"),
      "auto", List.of("plain.example", "auto.example", "yes.example"),
      "yes", List.of("plain.example", "auto.example", "yes.example"));

  private final List<AutoCloseable> open = new ArrayList<>();
  private DatabaseServer database;

  private void fill(DatabaseServer server) throws Exception {
    database = server;
    for (String zone : ZONES) {
      addZone(zone);
    }
    for (String mode : HELD.keySet()) {
      database.execute("insert into domainmetadata (domain_id, kind, content) values ("
          + id(mode + ".example") + ", 'X-ZONE-SNAPSHOT', '" + mode + "')");
    }
  }

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private static String id(String zone) {
    return "(select id from domains where name = '" + zone + "')";
  }

  private void addZone(String zone) throws SQLException {
    database.execute("insert into domains (name, type) values ('" + zone + "', 'NATIVE')");
    add(zone, zone, "SOA", "ns." + zone + " h." + zone + " 1 2 3 4 60");
    add(zone, "www." + zone, "A", "192.0.2.1");
    add(zone, "other." + zone, "TXT", "\"other\"");
  }

  private void add(String zone, String name, String type, String content) throws SQLException {
    database.execute("insert into records (domain_id, name, type, content, ttl, auth) values ("
        + id(zone) + ", '" + name + "', '" + type + "', '" + content + "', 60, true)");
  }

  private DnsServer serve(String mode) {
    Backend store = database.open();
    open.add(store);
    DnsServer server = DnsServer.builder()
        .backend(store)
        .setting("zone-snapshot", mode)
        .setting("query-cache-ttl", "1")
        .setting("negquery-cache-ttl", "1")
        .setting("cache-ttl", "0")
        .start();
    open.add(server);
    return server;
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static String address(DnsServer server, String zone) {
    return Delv.dig(server, "+short", "www." + zone, "A").strip();
  }

  private static String answer(DnsServer server, String name) {
    return Delv.dig(server, name, "A");
  }

  private static long count(DnsServer server, String counter) {
    return server.statistics().get("zone-snapshot" + counter);
  }

  /** Asks for all zones until so many are held as are to be. */
  private static void awaitHeld(DnsServer server, int zones) throws Exception {
    await("zones held: " + zones, () -> {
      ZONES.forEach(zone -> address(server, zone));
      return count(server, "s") == zones;
    });
  }

  private void followAndOutlive(String mode) throws Exception {
    PostgresqlServer own = PostgresqlServer.own();
    open.add(own);
    fill(own);
    List<String> held = HELD.get(mode);
    DnsServer server = serve(mode);
    awaitHeld(server, held.size());
    assertThat(count(server, "-records")).isEqualTo(3L * held.size());
    assertThat(count(server, "-bytes")).isPositive();
    assertThat(count(server, "-loads")).isEqualTo(held.size());
    assertThat(count(server, "-refused")).isZero();

    database.execute("update records set content = '192.0.2.2' where type = 'A'");
    for (String zone : ZONES) {
      await(zone + " changed", () -> address(server, zone).equals("192.0.2.2"));
    }
    awaitHeld(server, held.size());
    assertThat(count(server, "-loads")).isEqualTo(2L * held.size());
    long checks = count(server, "-checks");
    database.execute("update records set content = '\"same zone, new text\"' where type = 'TXT'"
        + " and domain_id = " + id("no.example"));
    await("comparison", () -> count(server, "-checks") >= checks + held.size());
    awaitHeld(server, held.size());
    assertThat(count(server, "-loads")).isEqualTo(2L * held.size());

    database.kill();
    for (String zone : ZONES) {
      if (!held.contains(zone)) {
        await(zone + " gone", () -> answer(server, "www." + zone).contains("SERVFAIL"));
      }
    }
    for (String zone : held) {
      assertThat(address(server, zone)).isEqualTo("192.0.2.2");
      assertThat(answer(server, "other." + zone)).contains("NOERROR", "ANSWER: 0");
      assertThat(answer(server, "never-asked." + zone)).contains("NXDOMAIN");
    }
    assertThat(count(server, "s")).isEqualTo(held.size());

    database.restart();
    database.execute("update records set content = '192.0.2.3' where type = 'A'");
    for (String zone : ZONES) {
      await(zone + " is back", () -> address(server, zone).equals("192.0.2.3"));
    }
    awaitHeld(server, held.size());
  }

  @Test
  void noHoldsThoseWhoseMetadataSaySo() throws Exception {
    followAndOutlive("no");
  }

  @Test
  void autoHoldsThoseThatAreAskedFor() throws Exception {
    followAndOutlive("auto");
  }

  @Test
  void yesHoldsAllButThoseWhoseMetadataSayNo() throws Exception {
    followAndOutlive("yes");
  }

  @Test
  void onlyYesHoldsWhatNobodyAskedFor() throws Exception {
    fill(PostgresqlServer.shared().cleared());
    DnsServer no = serve("no");
    DnsServer auto = serve("auto");
    DnsServer yes = serve("yes");
    await("held at once", () -> count(no, "s") == 1 && count(auto, "s") == 1);
    await("all at once", () -> count(yes, "s") == 2);
    address(auto, "plain.example");
    await("asked for", () -> count(auto, "s") == 2);
    assertThat(count(no, "s")).isEqualTo(1);
    assertThat(count(yes, "s")).isEqualTo(2);
  }

  @Test
  void metadataThatChangeAreFollowed() throws Exception {
    fill(PostgresqlServer.shared().cleared());
    DnsServer server = serve("no");
    awaitHeld(server, 2);
    database.execute("delete from domainmetadata");
    await("none held", () -> count(server, "s") == 0 && count(server, "-bytes") == 0);
    assertThat(address(server, "yes.example")).isEqualTo("192.0.2.1");
    database.execute("insert into domainmetadata (domain_id, kind, content) values ("
        + id("plain.example") + ", 'X-ZONE-SNAPSHOT', 'yes')");
    await("one held", () -> count(server, "s") == 1 && count(server, "-records") == 3);
    assertThat(address(server, "plain.example")).isEqualTo("192.0.2.1");
  }

  @Test
  void zoneWithARowThatCannotBeReadIsRefusedAndItsOtherNamesAnswered() throws Exception {
    fill(PostgresqlServer.shared().cleared());
    add("plain.example", "wrong.plain.example", "A", "none");
    DnsServer server = serve("yes");
    await("refused", () -> count(server, "-refused") == 1 && count(server, "s") == 1);
    assertThat(address(server, "plain.example")).isEqualTo("192.0.2.1");
    assertThat(answer(server, "wrong.plain.example")).contains("SERVFAIL");
    database.execute("update records set content = '192.0.2.4' where content = 'none'");
    await("held", () -> count(server, "-refused") == 0 && count(server, "s") == 2);
    assertThat(answer(server, "wrong.plain.example")).contains("192.0.2.4");
  }
}
