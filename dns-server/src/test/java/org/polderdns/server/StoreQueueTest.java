package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneListing;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** What waits for a store that is slow, and what is dropped. */
@Timeout(60)
class StoreQueueTest {
  private static final Name APEX = Name.parse("example.org.");

  /** A store with an A record at each name, which answers nothing while its door is shut. */
  private static final class Slow implements Backend, ZoneListing {
    private final AtomicInteger inside = new AtomicInteger();
    private boolean shut; // guarded by this

    synchronized void door(boolean open) {
      shut = !open;
      notifyAll();
    }

    private synchronized void pass() {
      while (shut) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public Optional<ZoneInfo> zone(Name apex) {
      return apex.equals(APEX)
          ? Optional.of(ZoneInfo.of(1, APEX, ZoneKind.NATIVE))
          : Optional.empty();
    }

    @Override
    public List<ZoneInfo> zones() {
      return List.of(ZoneInfo.of(1, APEX, ZoneKind.NATIVE));
    }

    @Override
    public List<ZoneInfo> servedZones() {
      return zones();
    }

    @Override
    public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
      inside.incrementAndGet();
      pass();
      inside.decrementAndGet();
      Map<Name, StoredNode> found = new HashMap<>();
      owners.forEach(owner -> found.put(owner, StoredNode.of(owner, List.of(rrset(owner)))));
      return found;
    }

    private static RRset rrset(Name owner) {
      return owner.equals(APEX)
          ? RRset.of(owner, 60, Rdata.parse(RecordType.SOA, "ns1. h. 1 2 3 4 5"))
          : RRset.of(owner, 60, Rdata.parse(RecordType.A, "192.0.2.1"));
    }

    @Override
    public void close() {}
  }

  private final Slow store = new Slow();
  private DatagramSocket socket;
  private DnsServer server;

  @BeforeEach
  void openSocket() throws IOException {
    socket = new DatagramSocket();
    socket.setSoTimeout(20_000);
  }

  @AfterEach
  void close() {
    store.door(true);
    server.close();
    socket.close();
  }

  private void serve(String... settings) throws IOException {
    DnsServerBuilder builder = DnsServer.builder().backend(store);
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    server = builder.start();
    socket.connect(server.address());
  }

  private void ask(String name) throws IOException {
    byte[] question = Client.question(name + ".example.org.", RecordType.A);
    socket.send(new DatagramPacket(question, question.length));
  }

  private void askMany(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      ask("n" + i);
    }
  }

  private void receive(int replies) throws IOException {
    for (int i = 0; i < replies; i++) {
      byte[] reply = new byte[512];
      socket.receive(new DatagramPacket(reply, reply.length));
      assertThat(reply[3] & Flags.RCODE).isZero();
    }
  }

  private long counted(String name) {
    return server.statistics().getOrDefault(name, -1L);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(5);
    }
  }

  @Test
  void asManyAskTheStoreAsThereAreThreadsForEachReceiver() throws Exception {
    serve("distributor-threads", "2", "receiver-threads", "2", "queue-limit", "0");
    store.door(false);
    for (int i = 1; i <= 4; i++) { // a thread takes all that wait
      int threads = i;
      ask("n" + i);
      await(() -> store.inside.get() == threads);
    }
    askMany(4, 10);
    await(() -> counted("qsize-q") == 6);
    assertThat(store.inside.get()).isEqualTo(4);
    store.door(true);
    receive(10);
    assertThat(counted("overload-drops")).isZero();
  }

  @Test
  void whatFindsTheQueueFullIsDropped() throws Exception {
    serve("distributor-threads", "1", "max-queue-length", "3", "queue-limit", "0");
    store.door(false);
    ask("first");
    await(() -> store.inside.get() == 1);
    askMany(0, 8);
    await(() -> counted("overload-drops") == 5);
    assertThat(counted("qsize-q")).isEqualTo(3);
    store.door(true);
    receive(4);
    ask("later");
    receive(1);
  }

  @Test
  void withoutALengthAsManyWaitAsByDefault() throws Exception {
    serve("distributor-threads", "1", "max-queue-length", "0", "queue-limit", "0");
    assertThat(server.notices()).containsExactly("max-queue-length=0 counts as 5000");
    store.door(false);
    ask("first");
    await(() -> store.inside.get() == 1);
    askMany(0, 50);
    await(() -> counted("qsize-q") == 50);
    assertThat(counted("overload-drops")).isZero();
    store.door(true);
    receive(51);
  }

  @Test
  void aLengthThatNoMemoryHoldsIsCut() throws Exception {
    serve("max-queue-length", "2147483647", "queue-limit", "0");
    assertThat(server.notices()).containsExactly("max-queue-length=2147483647 counts as 10000000");
    ask("first");
    receive(1);
  }

  @Test
  void whileTooManyWaitOnlyThePacketCacheAnswers() throws Exception {
    serve("distributor-threads", "1", "overload-queue-length", "2", "queue-limit", "0");
    await(() -> {
      ask("kept");
      receive(1);
      return counted("packetcache-hit") > 0; // once the list of zones was read
    });
    store.door(false);
    ask("first");
    await(() -> store.inside.get() == 1);
    askMany(0, 10);
    await(() -> counted("overload-drops") == 7); // 3 wait: more than 2
    long hits = counted("packetcache-hit");
    ask("kept");
    receive(1);
    assertThat(counted("packetcache-hit")).isEqualTo(hits + 1);
    assertThat(counted("overload-drops")).isEqualTo(7);
    store.door(true);
    receive(4);
    ask("later");
    receive(1);
  }

  @Test
  void whatWasLookedUpIsAnsweredWhileTheStoreHangs() throws Exception {
    serve("distributor-threads", "1", "cache-ttl", "0", "queue-limit", "0");
    await(() -> {
      ask("kept");
      receive(1);
      return counted("query-cache-hit") > 0; // once the list of zones was read
    });
    store.door(false);
    ask("first");
    await(() -> store.inside.get() == 1);
    long hits = counted("query-cache-hit");
    for (int i = 0; i < 10; i++) {
      ask("kept");
      receive(1);
    }
    assertThat(counted("query-cache-hit")).isEqualTo(hits + 10);
    assertThat(store.inside.get()).isEqualTo(1);
    store.door(true);
    receive(1);
  }

  @Test
  void whatWaitedTooLongIsDropped() throws Exception {
    serve("distributor-threads", "1", "queue-limit", "50");
    store.door(false);
    ask("first");
    await(() -> store.inside.get() == 1);
    askMany(0, 5);
    await(() -> counted("qsize-q") == 5);
    Thread.sleep(100);
    store.door(true);
    await(() -> counted("timedout-packets") == 5);
    receive(1);
    ask("later");
    receive(1);
  }
}
