package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.Launch;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Servers that are not there, are killed and come back, or refuse. */
class ServerTroubleTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final Name WWW = Name.parse("www.example.org.");
  private static final String ZONE = "@ 60 SOA ns1 h 1 2 3 4 5\nwww 60 A 192.0.2.1";

  @Test
  void mariadbIsKilledAndComesBack() throws Exception {
    try (MariadbServer server = MariadbServer.own()) {
      isKilledAndComesBack(server);
      isKilledInALoad(server);
    }
  }

  @Test
  void postgresqlIsKilledAndComesBack() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.own()) {
      isKilledAndComesBack(server);
      isKilledInALoad(server);
    }
  }

  private static void isKilledAndComesBack(DatabaseServer server) throws Exception {
    try (Backend store = server.open()) {
      ZoneInfo zone = ZoneText.load(store, APEX, ZONE);
      assertThat(store.lookup(zone, List.of(WWW))).hasSize(1);
      server.kill();
      int threads = Thread.activeCount();
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(() -> store.lookup(zone, List.of(WWW)))
            .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.zone(APEX)).isInstanceOf(StoreException.class);
      }
      assertThatThrownBy(() -> begin(store).close()).isInstanceOf(StoreException.class);
      ChangeMark mark = store.capability(ChangeMark.class).orElseThrow();
      assertThatThrownBy(mark::changeMark).isInstanceOf(StoreException.class);
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
      server.restart();
      Map<Name, StoredNode> found = awaitAnswer(store, zone);
      assertThat(found).hasSize(1);
      try (ZoneTransaction tx = begin(store)) {
        tx.update(tx.zone().orElseThrow().withAccount("after"));
        tx.commit();
      }
      assertThat(store.zone(APEX).orElseThrow().account()).isEqualTo("after");
    }
  }

  private static ZoneTransaction begin(Backend store) {
    return store.capability(ZoneWriting.class).orElseThrow().begin(APEX);
  }

  /** Until the pause between two attempts is over. */
  private static Map<Name, StoredNode> awaitAnswer(Backend store, ZoneInfo zone) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        return store.lookup(zone, List.of(WWW));
      } catch (StoreException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  /** A load whose server dies leaves the zone as it was. */
  private static void isKilledInALoad(DatabaseServer server) throws Exception {
    try (Backend store = server.open()) {
      ZoneInfo zone = store.zone(APEX).orElseThrow();
      try (ZoneTransaction tx = begin(store)) {
        ZoneLoad load = tx.replaceAll();
        add(load, 2000);
        server.kill();
        assertThatThrownBy(() -> {
              add(load, 20_000);
              load.finish();
            })
            .isInstanceOf(StoreException.class);
      } catch (StoreException e) {
        assertThat(e).hasMessageContaining("roll back");
      }
      server.restart();
      assertThat(awaitAnswer(store, zone)).hasSize(1);
    }
  }

  private static void add(ZoneLoad load, int count) {
    for (int i = 0; i < count; i++) {
      load.add(Name.parse("n" + i, APEX), RecordType.A, 60, Octets.of(10, 0, i >> 8, i));
    }
  }

  @Test
  void loadThatIsGivenUpHalfwayLeavesTheStoreUsable() throws Exception {
    for (DatabaseServer server : List.of(MariadbServer.shared(), PostgresqlServer.shared())) {
      server.cleared();
      try (Backend store = server.open()) {
        ZoneInfo zone = ZoneText.load(store, APEX, ZONE);
        try (ZoneTransaction tx = begin(store)) {
          add(tx.replaceAll(), 10_000);
        }
        assertThat(store.lookup(zone, List.of(WWW))).hasSize(1);
        ZoneText.load(store, APEX, "@ 60 SOA ns1 h 2 2 3 4 5");
        assertThat(store.lookup(zone, List.of(WWW))).isEmpty();
      }
    }
  }

  @Test
  void transactionGivenUpInADeadlockIsDoneAgain() throws Exception {
    for (DatabaseServer server : List.of(MariadbServer.shared(), PostgresqlServer.shared())) {
      server.cleared();
      try (Backend store = server.open();
          Connection other = server.connect();
          Statement statement = other.createStatement()) {
        ZoneText.load(store, APEX, ZONE);
        store.capability(MetadataStore.class).orElseThrow().setMetadata(APEX, "X-A", List.of("1"));
        other.setAutoCommit(false);
        if (server instanceof PostgresqlServer) {
          statement.execute(
              "set local deadlock_timeout = '1h'"); // the store's is the one that ends
        }
        for (int i = 0; i < 50; i++) { // MariaDB gives up the transaction that did least
          statement.execute("insert into tsigkeys (name, algorithm, secret) values ('k" + i
              + "', 'hmac-sha256', 'x')");
        }
        statement.execute("update domainmetadata set content = 'other'");
        CompletableFuture<Void> late;
        try (ZoneTransaction tx = begin(store)) {
          tx.update(tx.zone().orElseThrow().withAccount("mine"));
          late = CompletableFuture.runAsync(() -> {
            try {
              statement.execute("update domains set notified_serial = notified_serial");
              other.commit();
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
          tx.setMetadata("X-A", List.of("2"));
          tx.commit();
        }
        late.get(60, TimeUnit.SECONDS);
        assertThat(store.zone(APEX).orElseThrow().account()).isEqualTo("mine");
        assertThat(server.rows("select content from domainmetadata where kind = 'X-A'"))
            .containsExactly("2");
      }
    }
  }

  @Test
  void startFailureIsToldInTheWordsThatOperatorsKnow() throws Exception {
    String port = Integer.toString(FreePort.next());
    assertThatThrownBy(() -> MariadbServer.shared().open(Map.of("port", port)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Unable to launch gmysql connection: Unable to connect to database: ")
        .hasMessageContaining("127.0.0.1:" + port);
    assertThatThrownBy(() -> PostgresqlServer.shared().open(Map.of("port", port)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Unable to launch gpgsql connection: Unable to connect to database: ")
        .hasMessageContaining("127.0.0.1:" + port);
  }

  @Test
  void wrongPasswordIsRefusedInTheServersWordsAndNotShown() throws Exception {
    assertThatThrownBy(() -> MariadbServer.shared().open(Map.of("password", "mistyped")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Access denied for user 'powerdns'")
        .hasMessageNotContaining("mistyped");
    assertThatThrownBy(() -> MariadbServer.shared().open(Map.of("dbname", "nowhere")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> PostgresqlServer.shared().open(Map.of("dbname", "nowhere")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("database \"nowhere\" does not exist");
  }

  @Test
  void missingTablesAreNamed() throws Exception {
    MariadbServer server = MariadbServer.shared();
    server.execute("drop database if exists bare", "create database bare");
    server.execute("grant all on bare.* to 'powerdns'@'localhost'");
    server.execute("grant all on bare.* to 'powerdns'@'127.0.0.1'");
    assertThatThrownBy(() -> server.open(Map.of("dbname", "bare")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("found none of them: polder create-schema makes them");
    server.execute("create table bare.domains as select * from powerdns.domains where 0 = 1");
    assertThatThrownBy(() -> server.open(Map.of("dbname", "bare")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("table records is missing");
  }

  @Test
  void socketOfMariadbIsUsed() throws Exception {
    MariadbServer server = MariadbServer.shared();
    server.cleared();
    Map<String, String> settings =
        Map.of("host", "", "socket", server.socket().toString(), "port", "3306");
    try (Backend store = server.open(settings)) {
      ZoneInfo zone = ZoneText.load(store, APEX, ZONE);
      assertThat(store.lookup(zone, List.of(WWW))).hasSize(1);
    }
  }

  @Test
  void socketOfPostgresqlIsUsed() throws Exception {
    PostgresqlServer server = PostgresqlServer.shared();
    server.cleared();
    try (Backend store = server.open(Map.of("host", "/tmp"))) {
      ZoneInfo zone = ZoneText.load(store, APEX, ZONE);
      assertThat(store.lookup(zone, List.of(WWW))).hasSize(1);
    }
  }

  @Test
  void anyJdbcUrlIsOpenedAsTheDatabaseThatItIs() throws Exception {
    for (DatabaseServer server : List.of(MariadbServer.shared(), PostgresqlServer.shared())) {
      server.cleared();
      JdbcBackendFactory factory = new JdbcBackendFactory();
      Map<String, String> settings = Map.of("datasource", server.url(), "username", "");
      Launch launch = new Launch("godbc", "");
      try (Backend store = factory.open(BackendSettings.of(launch, factory, settings))) {
        ZoneInfo zone = ZoneText.load(store, APEX, ZONE);
        assertThat(store.lookup(zone, List.of(WWW))).hasSize(1);
      }
    }
  }
}
