package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoreUnavailableException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** Servers that refuse, or take connections and answer nothing. */
class UnreachableServerTest {
  private static final Name APEX = Name.parse("example.org.");
  private static final String ZONE = "@ 60 SOA ns1 h 1 2 3 4 5\nwww 60 A 192.0.2.1";
  private static final int QUESTIONS = 1000;

  /** Takes connections on a port and closes them at once. */
  private static final class Closing implements AutoCloseable {
    final ServerSocket socket;
    final AtomicInteger connections = new AtomicInteger();

    Closing(int port) throws IOException {
      socket = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
      Thread thread = new Thread(this::run, "closing");
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      while (true) {
        try (Socket taken = socket.accept()) {
          connections.incrementAndGet();
        } catch (IOException e) {
          return;
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** In so many threads at once; how many of the look-ups failed. */
  private static int lookUp(Backend store, ZoneInfo zone, int times) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8, task -> new Thread(task, "asking"));
    try {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(threads.submit(() -> {
          try {
            store.lookup(zone, List.of(APEX));
            return false;
          } catch (StoreException e) {
            return true;
          }
        }));
      }
      int failed = 0;
      for (Future<Boolean> one : all) {
        failed += one.get(120, TimeUnit.SECONDS) ? 1 : 0;
      }
      return failed;
    } finally {
      threads.shutdownNow();
    }
  }

  private static long otherThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().equals("asking"))
        .count();
  }

  @Test
  void serverThatIsGoneGetsFewConnectionsHoweverManyQuestionsCome() throws Exception {
    try (MariadbServer server = MariadbServer.own()) {
      getsFewConnections(server, server.port());
    }
    try (PostgresqlServer server = PostgresqlServer.own()) {
      getsFewConnections(server, server.port());
    }
  }

  private static void getsFewConnections(DatabaseServer server, int port) throws Exception {
    try (Backend store = server.open()) {
      ZoneInfo zone = ZoneText.load(store, APEX, ZONE);
      assertThat(lookUp(store, zone, 20)).isZero();
      server.kill();
      try (Closing instead = new Closing(port)) {
        long start = System.nanoTime();
        assertThat(lookUp(store, zone, QUESTIONS)).isEqualTo(QUESTIONS);
        long tenths = (System.nanoTime() - start) / Duration.ofMillis(100).toNanos();
        // Each of the threads can meet the failure once, then one thread tries after each pause.
        assertThat(instead.connections.get()).isPositive().isLessThanOrEqualTo(16 + (int) tenths);
      }
    }
  }

  @Test
  void serverThatHangsFailsLookUpsInTimeAndGoesOn() throws Exception {
    try (MariadbServer server = MariadbServer.own()) {
      hangsAndGoesOn(server);
    }
    try (PostgresqlServer server = PostgresqlServer.own()) {
      hangsAndGoesOn(server);
    }
  }

  private static void hangsAndGoesOn(DatabaseServer server) throws Exception {
    try (Backend store = server.open(Map.of("timeout", "1"))) {
      ZoneInfo zone = ZoneText.load(store, APEX, ZONE);
      assertThat(lookUp(store, zone, 20)).isZero();
      server.pause();
      long start = System.nanoTime();
      assertThat(lookUp(store, zone, 40)).isEqualTo(40);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
      long threads = otherThreads();
      assertThat(lookUp(store, zone, 40)).isEqualTo(40);
      assertThat(otherThreads()).isLessThanOrEqualTo(threads);
      assertThatThrownBy(() -> server.open(Map.of("timeout", "1")).close())
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("Unable to connect to database");
      server.resume();
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (lookUp(store, zone, 1) > 0) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(20);
      }
    }
  }

  @Test
  void onlyWhatMayPassIsWorthAnotherTry() throws Exception {
    String port = Integer.toString(FreePort.next());
    for (DatabaseServer server : List.of(MariadbServer.shared(), PostgresqlServer.shared())) {
      assertThatThrownBy(() -> server.open(Map.of("port", port)))
          .isInstanceOf(StoreUnavailableException.class);
      String setting = " (see " + server.kind() + "-dbname, " + server.kind() + "-user, "
          + server.kind() + "-password)";
      for (Map<String, String> wrong : List.of(
          Map.of("password", "mistyped"), Map.of("user", "nobody"), Map.of("dbname", "nowhere"))) {
        if (server instanceof PostgresqlServer && !wrong.containsKey("dbname")) {
          continue; // that of the tests trusts everybody
        }
        assertThatThrownBy(() -> server.open(wrong))
            .isInstanceOf(StoreException.class)
            .isNotInstanceOf(StoreUnavailableException.class)
            .hasMessageEndingWith(setting);
      }
    }
  }
}
