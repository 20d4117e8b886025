package org.polderdns.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;
import org.polderdns.wire.EdnsOption;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Name;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;

@Timeout(120)
class PacketCacheTest {
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private final Counters counters = new Counters();
  private final byte[] out = new byte[65535];

  private PacketCache cache(int entries, long octets) {
    return new PacketCache(1232, 20, entries, octets, changes::get, clock::get);
  }

  private PacketCache.Session session(PacketCache cache) {
    return cache.newSession(counters.newLane());
  }

  private int find(PacketCache.Session session, byte[] question) {
    return session.find(Questions.read(question), false, out, 0);
  }

  /** Has the reply kept, as if a store had been asked. */
  private void keep(PacketCache.Session session, byte[] question, int number, long... ttls) {
    assertThat(find(session, question)).isEqualTo(PacketCache.NONE);
    session.ask();
    session.countMiss();
    byte[] reply = Questions.reply(question, number, Rcode.NOERROR, ttls);
    session.add(reply, 0, reply.length);
  }

  private void seconds(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void givesTheReplyWithTheIdAndTheCaseAsked() {
    PacketCache.Session session = session(cache(100, 1 << 20));
    keep(session, Questions.of(1, "www.EXAMPLE.", RecordType.A, 0, 1232, false), 7, 300);
    byte[] again = Questions.of(0xabcd, "WWW.example.", RecordType.A, 0, 1232, false);
    byte[] expected = Questions.reply(again, 7, Rcode.NOERROR, 300);
    int length = session.find(Questions.read(again), false, out, 0);
    assertThat(Arrays.copyOf(out, length)).isEqualTo(expected);
    assertThat(counters.value(Counter.PACKETCACHE_HIT)).isEqualTo(1);
    assertThat(counters.value(Counter.PACKETCACHE_MISS)).isEqualTo(1);
  }

  private record Asked(byte[] question, boolean tcp) {}

  @Test
  void neverGivesTheReplyToAnotherQuestion() {
    List<Asked> all = new ArrayList<>();
    for (String name : List.of("www.example.", "ww.example.", "www.example.org.", ".")) {
      for (RecordType type : List.of(RecordType.A, RecordType.AAAA, RecordType.NS)) {
        for (int flags : new int[] {0, Flags.RD, Flags.CD}) {
          for (int payload : new int[] {0, 512, 1000, 1232}) {
            for (boolean dnssecOk : payload == 0 ? new boolean[1] : new boolean[] {false, true}) {
              for (boolean tcp : new boolean[] {false, true}) {
                boolean sameOverTcp = tcp && payload > 512; // the size is no limit there
                if (!sameOverTcp) {
                  all.add(new Asked(Questions.of(1, name, type, flags, payload, dnssecOk), tcp));
                }
              }
            }
          }
        }
      }
    }
    PacketCache.Session session = session(cache(10_000, 10 << 20));
    for (int i = 0; i < all.size(); i++) {
      Query query = Questions.read(all.get(i).question);
      assertThat(session.find(query, all.get(i).tcp, out, 0))
          .as("question %d", i)
          .isZero();
      session.ask();
      session.countMiss();
      byte[] reply = Questions.reply(all.get(i).question, i, Rcode.NOERROR, 300);
      session.add(reply, 0, reply.length);
    }
    for (int i = 0; i < all.size(); i++) {
      Query query = Questions.read(all.get(i).question);
      int length = session.find(query, all.get(i).tcp, out, 0);
      assertThat(Questions.number(out, length)).isEqualTo(i);
    }
  }

  /** Questions that were told of before are found as others are, whatever stands between them. */
  @Test
  void givesExpectedQuestionsTheirOwnReplies() {
    PacketCache.Session session = session(cache(1000, 1 << 20));
    for (int i = 0; i < 50; i++) {
      keep(session, Questions.of("n" + i + ".example."), i, 300);
    }
    Random random = new Random(5);
    byte[] in = new byte[10_000];
    Query query = new Query();
    for (int round = 0; round < 1000; round++) {
      int[] bounds = new int[140];
      int[] numbers = new int[70];
      int at = 0;
      for (int i = 0; i < 70; i++) {
        numbers[i] = random.nextInt(60); // some have no reply
        byte[] question = Questions.of("n" + numbers[i] + ".example.");
        int length = random.nextInt(8) == 0 ? random.nextInt(question.length) : question.length;
        System.arraycopy(question, 0, in, at, length);
        bounds[2 * i] = at;
        at += length;
        bounds[2 * i + 1] = at;
      }
      session.expect(in, bounds, random.nextInt(71));
      for (int i = 0; i < 70; i++) {
        if (random.nextInt(8) > 0
            && query.read(in, bounds[2 * i], bounds[2 * i + 1]) == Query.Outcome.OK) {
          int length = session.find(query, random.nextInt(9) == 0, out, 0);
          if (length != PacketCache.NONE) {
            assertThat(Questions.number(out, length)).isEqualTo(numbers[i]);
          }
        }
      }
    }
    assertThat(counters.value(Counter.PACKETCACHE_HIT)).isGreaterThan(30_000);
  }

  @Test
  void whatClientsSendForThemselvesIsNotKept() {
    PacketCache cache = cache(100, 1 << 20);
    PacketCache.Session session = session(cache);
    for (int option : new int[] {
      EdnsOption.NSID,
      EdnsOption.COOKIE,
      EdnsOption.CLIENT_SUBNET,
      EdnsOption.TCP_KEEPALIVE,
      EdnsOption.PADDING
    }) {
      byte[] question = Questions.of(1, "www.example.", RecordType.A, 0, 1232, false, option);
      for (int i = 0; i < 2; i++) {
        keep(session, question, 1, 300);
      }
    }
    for (RecordType type : List.of(RecordType.AXFR, RecordType.IXFR)) {
      for (int i = 0; i < 2; i++) {
        keep(session, Questions.of(1, "www.example.", type, 0, 0, false), 1, 300);
      }
    }
    assertThat(cache.size()).isZero();
    assertThat(counters.value(Counter.PACKETCACHE_MISS)).isZero();
  }

  @Test
  void aReplyEndsWithItsLeastTtlOrThatOfTheCache() {
    PacketCache.Session session = session(cache(100, 1 << 20));
    byte[] shorter = Questions.of("short.example.");
    byte[] longer = Questions.of("long.example.");
    byte[] without = Questions.of("without.example.");
    byte[] zero = Questions.of("zero.example.");
    keep(session, shorter, 1, 300, 5, 60);
    keep(session, longer, 2, 300);
    keep(session, without, 3);
    keep(session, zero, 4, 300, 0);
    assertThat(find(session, zero)).isZero();
    seconds(4);
    assertThat(find(session, shorter)).isPositive();
    seconds(1);
    assertThat(find(session, shorter)).isZero();
    assertThat(find(session, longer)).isPositive();
    assertThat(find(session, without)).isPositive();
    seconds(15);
    assertThat(find(session, longer)).isZero();
    assertThat(find(session, without)).isZero();
    keep(session, longer, 5, 300);
    assertThat(Questions.number(out, find(session, longer))).isEqualTo(5);
  }

  @Test
  void onlyAnswersAreKept() {
    PacketCache.Session session = session(cache(100, 1 << 20));
    for (Rcode rcode : List.of(
        Rcode.NOERROR,
        Rcode.NXDOMAIN,
        Rcode.REFUSED,
        Rcode.SERVFAIL,
        Rcode.FORMERR,
        Rcode.NOTIMP,
        Rcode.NOTAUTH)) {
      byte[] question = Questions.of("r" + rcode.code() + ".example.");
      find(session, question);
      session.ask();
      session.countMiss();
      byte[] reply = Questions.reply(question, 1, rcode);
      session.add(reply, 0, reply.length);
      boolean kept = List.of(0, 3, 5).contains(rcode.code());
      assertThat(find(session, question) > 0).as(rcode.toString()).isEqualTo(kept);
    }
  }

  @Test
  void purgesByNameBySuffixAndAll() {
    PacketCache cache = cache(100, 1 << 20);
    PacketCache.Session session = session(cache);
    List<String> names = List.of(
        "example.org.", "www.example.org.", "a.www.example.org.", "badexample.org.", "org.", ".");
    names.forEach(name -> keep(session, Questions.of(name), 1, 300));
    assertThat(cache.purge(Name.parse("WWW.example.org."))).isEqualTo(1);
    assertThat(find(session, Questions.of("www.example.org."))).isZero();
    assertThat(find(session, Questions.of("a.www.example.org."))).isPositive();
    assertThat(cache.purgeBelow(Name.parse("Example.org."))).isEqualTo(2);
    assertThat(find(session, Questions.of("example.org."))).isZero();
    assertThat(find(session, Questions.of("badexample.org."))).isPositive();
    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.purgeBelow(Name.ROOT)).isEqualTo(3);
    keep(session, Questions.of("example.org."), 1, 300);
    assertThat(cache.purge()).isEqualTo(1);
    assertThat(cache.size()).isZero();
    assertThat(cache.octets()).isZero();
  }

  @Test
  void aChangeOfTheStoresAndAPurgeForgetWhatWasBegunBefore() {
    PacketCache cache = cache(100, 1 << 20);
    PacketCache.Session session = session(cache);
    byte[] question = Questions.of("www.example.");
    keep(session, question, 1, 300);
    changes.incrementAndGet();
    assertThat(find(session, question)).isZero();
    byte[] reply = Questions.reply(question, 1, Rcode.NOERROR, 300);
    session.ask();
    session.countMiss();
    changes.incrementAndGet(); // seen while the store was asked
    session.add(reply, 0, reply.length);
    assertThat(find(session, question)).isZero();
    session.ask();
    session.countMiss();
    cache.purge(Name.parse("other.example."));
    session.add(reply, 0, reply.length);
    assertThat(find(session, question)).isZero();
    assertThat(counters.value(Counter.DEFERRED_PACKETCACHE_INSERTS)).isEqualTo(1);
    keep(session, question, 1, 300);
    assertThat(find(session, question)).isPositive();
  }

  @Test
  void aFloodOfNamesThrowsOutNothingThatIsUsed() {
    PacketCache cache = cache(8192, 64 << 20);
    PacketCache.Session session = session(cache);
    List<byte[]> used = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      used.add(Questions.of("used" + i + ".example."));
      keep(session, used.get(i), i, 300);
      find(session, used.get(i));
    }
    for (int i = 0; i < 200_000; i++) {
      keep(session, Questions.of("flood" + i + ".example."), i, 300);
      assertThat(cache.size()).isLessThanOrEqualTo(8192);
    }
    assertThat(used.stream().filter(question -> find(session, question) > 0).count())
        .isGreaterThan(990); // two or three sets of eight have more than eight of them
    assertThat(cache.size()).isGreaterThan(7000);
  }

  @Test
  void takesNoMoreMemoryThanItMay() {
    PacketCache cache = cache(1_000_000, 1 << 20);
    PacketCache.Session session = session(cache);
    for (int i = 0; i < 50_000; i++) {
      byte[] question = Questions.of("n" + i + ".example.");
      keep(session, question, i, 300);
      if (i % 3 == 0) {
        find(session, question);
      }
      assertThat(cache.octets()).isLessThanOrEqualTo(1 << 20);
    }
    assertThat(cache.octets()).isGreaterThan(1 << 19);
    assertThat(cache.size()).isBetween(4000, 12_000);
    cache.purge();
    assertThat(cache.octets()).isZero();
  }

  @Test
  void aHitAllocatesNothing() {
    PacketCache.Session session = session(cache(1000, 1 << 20));
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] question = Questions.of("n" + i + ".example.");
      keep(session, question, i, 300);
      queries.add(Questions.read(question));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long octets = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 10_000; i++) {
        if (session.find(queries.get(i % 100), false, out, 0) == PacketCache.NONE) {
          throw new AssertionError();
        }
      }
      octets = Math.min(octets, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(octets).isLessThan(1000); // what the measuring takes
  }

  @Test
  void noReplyFromBeforeAPurgeIsFoundAfterIt() throws Exception {
    PacketCache cache = new PacketCache(1232, 20, 64, 1 << 20, changes::get);
    AtomicInteger store = new AtomicInteger();
    AtomicInteger purged = new AtomicInteger();
    AtomicReference<String> wrong = new AtomicReference<>("");
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      threads.add(new Thread(() -> {
        PacketCache.Session session = session(cache);
        byte[] mine = new byte[1000];
        for (int i = 0; purged.get() < 20_000; i++) {
          byte[] question = Questions.of("n" + i % 5 + ".example.");
          int least = purged.get();
          int length = session.find(Questions.read(question), false, mine, 0);
          if (length == PacketCache.NONE) {
            session.ask();
            session.countMiss();
            byte[] reply = Questions.reply(question, store.get(), Rcode.NOERROR, 300);
            session.add(reply, 0, reply.length);
          } else if (Questions.number(mine, length) < least) {
            wrong.set("found " + Questions.number(mine, length) + " after " + least);
          }
        }
      }));
    }
    threads.forEach(Thread::start);
    for (int i = 1; i <= 20_000; i++) {
      store.set(i);
      switch (i % 3) {
        case 0 -> cache.purge();
        case 1 -> cache.purgeBelow(Name.parse("example."));
        default -> {
          for (int n = 0; n < 5; n++) {
            cache.purge(Name.parse("n" + n + ".example."));
          }
        }
      }
      purged.set(i);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong.get()).isEmpty();
    assertThat(counters.value(Counter.PACKETCACHE_HIT)).isPositive();
    cache.purge();
    assertThat(cache.size()).isZero();
    assertThat(cache.octets()).isZero();
  }
}
