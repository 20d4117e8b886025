package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.CacheOptions;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.contract.StoreContract;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * A PostgreSQL without the operators that compare octets and the function that tells of changes, as
 * other servers of its protocol are.
 */
class BytewiseOrderTest extends StoreContract {
  /** For so long is kept what was looked up. */
  private static final CacheOptions SECOND = new CacheOptions(1, 1, 0, 1000, 1, 1);

  private static final Shared<PostgresqlServer> SERVER = new Shared<>(() -> {
    PostgresqlServer server = PostgresqlServer.own();
    server.execute(
        "drop index recordorder",
        "create index recordorder on records (domain_id, ordername collate \"C\")",
        "set allow_system_table_mods = on",
        "delete from pg_operator where oprname in ('~<~', '~<=~', '~>~', '~>=~')",
        "delete from pg_proc where proname = 'txid_current_snapshot'");
    return server;
  });

  @Override
  protected Backend open() throws Exception {
    return SERVER.get().cleared().open();
  }

  @AfterAll
  static void end() throws Exception {
    SERVER.get().close();
  }

  @Test
  void theOperatorsAreMissed() throws Exception {
    try (var connection = SERVER.get().connect()) {
      assertThat(ServerFeatures.missing(DatabaseKind.POSTGRESQL, connection))
          .containsExactly(DatabaseKind.BYTEWISE_OPERATORS);
    }
    try (var connection = PostgresqlServer.shared().connect()) {
      assertThat(ServerFeatures.missing(DatabaseKind.POSTGRESQL, connection)).isEmpty();
    }
  }

  @Test
  void changesAreFollowedByTime() throws Exception {
    DatabaseServer server = SERVER.get().cleared();
    try (Backend store = server.open();
        BackendSet zones =
            new BackendSet(List.of(store), new BackendSet.Options(1, 1000, SECOND))) {
      assertThat(store.capability(ChangeMark.class)).isEmpty();
      addZone(server, 1, "example.org");
      await(zones, "www.example.org.", "192.0.2.1");
      server.execute("update records set content = '192.0.2.2' where type = 'A'");
      await(zones, "www.example.org.", "192.0.2.2");
      addZone(server, 2, "example.net");
      await(zones, "www.example.net.", "192.0.2.1");
    }
  }

  private static void addZone(DatabaseServer server, int id, String apex) throws SQLException {
    server.execute(
        "insert into domains (id, name, type) values (" + id + ", '" + apex + "', 'NATIVE')",
        "insert into records (domain_id, name, type, content, ttl) values (" + id + ", '" + apex
            + "', 'SOA', 'ns1.example.org hostmaster.example.org 1 2 3 4 5', 60), (" + id
            + ", 'www." + apex + "', 'A', '192.0.2.1', 60)");
  }

  private static void await(BackendSet zones, String owner, String address) throws Exception {
    Name name = Name.parse(owner);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String found = "";
    while (!found.equals(address)) {
      assertThat(System.nanoTime()).as("the change was not seen").isLessThan(end);
      Thread.sleep(20);
      zones.poll();
      found = zones
          .zone(name)
          .flatMap(zone -> zone.node(name))
          .flatMap(node -> node.rrset(RecordType.A))
          .map(rrset -> rrset.rdata(0).print())
          .orElse("");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          get-order-first-query  | order by r.ordername limit 1
          get-order-before-query | where r.ordername <= :ordername and
          get-order-after-query  | where r.ordername > :ordername and
          get-order-last-query   | order by r.ordername desc limit 1
          """)
  void whoLacksTheCollationTooComparesPlainly(String suffix, String expected) {
    Query query = Query.find(suffix).orElseThrow();
    Set<String> missing = Set.of(DatabaseKind.BYTEWISE_OPERATORS, DatabaseKind.BYTEWISE_COLLATION);
    assertThat(DefaultTexts.named(DatabaseKind.POSTGRESQL, query, missing))
        .containsIgnoringCase(expected)
        .doesNotContain("~", "USING", "COLLATE");
    assertThat(DefaultTexts.named(
            DatabaseKind.POSTGRESQL, query, Set.of(DatabaseKind.BYTEWISE_OPERATORS)))
        .contains("r.ordername COLLATE \"C\"")
        .doesNotContain("~", "USING");
  }
}
