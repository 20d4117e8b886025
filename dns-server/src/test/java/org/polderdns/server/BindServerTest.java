package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileReader;

/** A server and zones in files that change under it. */
class BindServerTest {
  @TempDir
  Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private void write(String name, String text) throws IOException {
    Path temporary = Files.writeString(directory.resolve("new-" + name), text);
    Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private void configure(String... zones) throws IOException {
    StringBuilder text = new StringBuilder("options { directory \"" + directory + "\"; };\n");
    for (String zone : zones) {
      text.append("zone \"" + zone + "\" { type native; file \"" + zone + "\"; };\n");
    }
    write("named.conf", text.toString());
  }

  private static String zone(int version) {
    return "$TTL 60\n@ SOA ns h " + version + " 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2."
        + version + "\n";
  }

  private Backend bind() {
    BackendFactory factory = BackendFactories.find("bind").orElseThrow();
    Backend store = factory.open(BackendSettings.of(
        new Launch("bind", ""),
        factory,
        Map.of("config", directory.resolve("named.conf").toString())));
    open.add(store);
    return store;
  }

  private DnsServer serve(Backend... stores) {
    DnsServerBuilder builder = DnsServer.builder();
    for (Backend store : stores) {
      builder.backend(store);
    }
    DnsServer server = builder.start();
    open.add(server);
    return server;
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

  private static ZoneDiscovery discovery(Backend store) {
    return store.capability(ZoneDiscovery.class).orElseThrow();
  }

  private static Client.Reply ask(DnsServer server, String name) throws IOException {
    return Client.udp(server.address(), Client.question(name, RecordType.A));
  }

  private static int rcode(DnsServer server, String name) throws IOException {
    return ask(server, name).rcode();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void zoneThatBreaksIsAnsweredAsBeforeAndAZoneThatIsMendedIsAnswered() throws Exception {
    configure("one.test", "bad.test");
    write("one.test", zone(1));
    write("bad.test", "@ 60 NS a\n");
    Backend bind = bind();
    DnsServer server = serve(bind);
    await(() -> rcode(server, "www.one.test") == Rcode.NOERROR.code());
    assertThat(rcode(server, "www.bad.test")).isEqualTo(Rcode.SERVFAIL.code());
    assertThat(rcode(server, "other.test")).isEqualTo(Rcode.REFUSED.code());
    assertThat(rcode(server, "absent.one.test")).isEqualTo(Rcode.NXDOMAIN.code());
    write("one.test", "broken");
    write("bad.test", zone(2));
    discovery(bind).rediscover();
    assertThat(rcode(server, "www.one.test")).isEqualTo(Rcode.NOERROR.code());
    assertThat(rcode(server, "www.bad.test")).isEqualTo(Rcode.NOERROR.code());
    configure("bad.test");
    discovery(bind).rediscover();
    assertThat(rcode(server, "www.one.test")).isEqualTo(Rcode.REFUSED.code());
  }

  @Test
  void noQuestionFailsWhileZonesAreReadAgain() throws Exception {
    configure("one.test");
    write("one.test", zone(1));
    Backend bind = bind();
    DnsServer server = serve(bind);
    await(() -> rcode(server, "www.one.test") == Rcode.NOERROR.code());
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    Thread asker = new Thread(() -> {
      try {
        while (!stop.get()) {
          Client.Reply reply = ask(server, "www.one.test");
          assertThat(reply.rcode()).isEqualTo(Rcode.NOERROR.code());
          assertThat(reply.answers()).isEqualTo(1);
          seen.add(reply.octets()[12 + 18 + 12 + 3] & 0xff);
        }
      } catch (Throwable e) {
        failure.set(e);
      }
    });
    asker.start();
    for (int version = 2; version <= 30; version++) {
      write("one.test", version % 5 == 0 ? "broken" : zone(version));
      discovery(bind).reload();
      if (version % 7 == 0) {
        configure("one.test", "two.test");
        discovery(bind).rediscover();
      }
      Thread.sleep(10);
    }
    write("one.test", zone(99));
    discovery(bind).reload();
    await(() -> seen.contains(99) || failure.get() != null);
    stop.set(true);
    asker.join();
    assertThat(failure.get()).isNull();
  }

  @Test
  void zoneInFilesIsAnsweredWhileAnotherStoreHangs() throws Exception {
    configure("one.test", "sub.two.test");
    write("one.test", zone(1));
    write("sub.two.test", zone(1));
    MemoryBackend memory = new MemoryBackend("memory");
    load(memory, Name.parse("two.test."), zone(7));
    Hanging hanging = new Hanging(memory);
    Backend bind = bind();
    DnsServer server = serve(hanging, bind);
    open.add(hanging::release); // before the server is closed
    Thread stuck = new Thread(() -> {
      try {
        Client.udp(server.address(), Client.question("www.two.test", RecordType.A));
      } catch (IOException e) {
        hanging.release();
      }
    });
    stuck.start();
    await(() -> hanging.asked());
    await(() -> rcode(server, "www.one.test") == Rcode.NOERROR.code());
    assertThat(rcode(server, "www.sub.two.test")).isEqualTo(Rcode.NOERROR.code());
    assertThat(rcode(server, "elsewhere")).isEqualTo(Rcode.REFUSED.code());
    hanging.release();
    stuck.join();
  }

  @Test
  void whatIsWrittenIsServedAtOnce() throws Exception {
    configure("one.test");
    write("one.test", zone(1));
    Backend bind = bind();
    DnsServer server = serve(bind);
    load(bind, Name.parse("one.test."), zone(2) + "new A 192.0.2.8\n");
    assertThat(rcode(server, "new.one.test")).isEqualTo(Rcode.NOERROR.code());
    assertThat(Files.readString(directory.resolve("one.test"))).contains("new");
  }
}
