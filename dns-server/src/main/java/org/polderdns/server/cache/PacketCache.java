package org.polderdns.server.cache;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.polderdns.backend.cache.OctetTable;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.CounterLane;
import org.polderdns.wire.Name;
import org.polderdns.wire.Query;
import org.polderdns.zone.compiled.NameKey;

/**
 * Replies that were made with the help of a store, for questions that come again. For any number of
 * threads: to find a reply waits for nobody and allocates nothing; a reply is one array of octets.
 *
 * <pre>{@code
 * int length = session.find(query, tcp, out, at);
 * if (length == PacketCache.NONE) {
 *   session.countMiss();
 *   session.ask();                       // before the store is asked
 *   length = answer(query, out, at);
 *   session.add(out, at, length);
 * }
 * }</pre>
 *
 * <p>A reply is kept for {@code cache-ttl} seconds, for the least TTL in it, or until a store is seen
 * to have changed, whichever is first. It is never found by a question with another name, type,
 * class, transport, size limit, EDNS, DO, RD or CD. A reply whose making was begun before a purge is
 * not found after it.
 *
 * <p>Where there is no room a reply that was never used goes, so that a flood of names throws nothing
 * out but itself.
 */
public final class PacketCache implements CachePurge {
  /** What {@link Session#find} returns when there is no reply. */
  public static final int NONE = 0;

  private static final int MOST_EXPECTED = 64;

  private final int udpLimit;
  private final long ttlSeconds;
  private final LongSupplier changes;
  private final LongSupplier nanoTime;
  private final OctetTable table;
  private final AtomicLong purges = new AtomicLong();

  /**
   * An empty cache.
   *
   * @param udpLimit octets of a UDP reply at most, as the answers are made with
   * @param ttlSeconds for which a reply is kept at most, at least 1
   * @param maxEntries replies at most, at least 1
   * @param maxOctets of memory at most
   * @param changes gives a number that moves when all replies may be stale; must not wait
   */
  public PacketCache(
      int udpLimit, long ttlSeconds, int maxEntries, long maxOctets, LongSupplier changes) {
    this(udpLimit, ttlSeconds, maxEntries, maxOctets, changes, System::nanoTime);
  }

  PacketCache(
      int udpLimit,
      long ttlSeconds,
      int maxEntries,
      long maxOctets,
      LongSupplier changes,
      LongSupplier nanoTime) {
    this.udpLimit = udpLimit;
    this.ttlSeconds = ttlSeconds;
    this.changes = changes;
    this.nanoTime = nanoTime;
    this.table = new OctetTable(maxEntries, maxOctets);
  }

  /** A session for one thread, which keeps it for good. */
  public Session newSession(CounterLane counters) {
    return new Session(counters);
  }

  /** Replies kept, those included that are too old to be found. */
  public int size() {
    return table.size();
  }

  /** Octets of memory taken by replies, about. */
  public long octets() {
    return table.octets();
  }

  @Override
  public long purge() {
    return purge(reply -> true);
  }

  @Override
  public long purge(Name name) {
    byte[] lower = lower(name);
    return purge(reply -> KeptReply.isFor(reply, lower));
  }

  @Override
  public long purgeBelow(Name name) {
    byte[] lower = lower(name);
    return purge(reply -> KeptReply.isAtOrBelow(reply, lower));
  }

  private static byte[] lower(Name name) {
    NameKey key = new NameKey();
    key.set(name);
    return Arrays.copyOf(key.octets(), key.length());
  }

  /** First the purge is counted: what is put in after the table was walked through will see that. */
  private int purge(Predicate<byte[]> condition) {
    purges.incrementAndGet();
    return table.removeIf(condition);
  }

  private boolean isStale(byte[] reply, long nanos) {
    return KeptReply.hasEnded(reply, nanos) || KeptReply.changes(reply) != changes.getAsLong();
  }

  /** What one thread does with the cache. */
  public final class Session implements OctetTable.Wanted {
    private final CounterLane counters;
    private final Query expectedQuery = new Query();
    private final QuestionKey[] keys = new QuestionKey[1 + MOST_EXPECTED];
    private final int[] begins = new int[MOST_EXPECTED];
    private byte[] expected = {};
    private int expectedCount;
    private int next; // of those expected
    private int touched; // keeps the reads from being left out as useless
    private QuestionKey key;
    private boolean keyed; // whether the question is one that replies are kept for
    private long askedPurges = -1; // -1: nothing was asked
    private long askedChanges;

    private Session(CounterLane counters) {
      this.counters = counters;
      for (int i = 0; i <= MOST_EXPECTED; i++) {
        keys[i] = new QuestionKey();
      }
      key = keys[MOST_EXPECTED];
    }

    /**
     * Tells of questions by UDP that {@link #find} is going to be called for, in this order: waiting
     * for memory is done for all of them at once. Their octets have to stay as they are until then.
     *
     * @param bounds where each message begins and ends, in turn; nothing about them need be right
     */
    public void expect(byte[] messages, int[] bounds, int count) {
      expected = messages;
      expectedCount = 0;
      next = 0;
      int sum = 0;
      for (int i = 0; i < count && expectedCount < MOST_EXPECTED; i++) {
        QuestionKey made = keys[expectedCount];
        if (expectedQuery.read(messages, bounds[2 * i], bounds[2 * i + 1]) == Query.Outcome.OK
            && made.set(expectedQuery, false, udpLimit)) {
          begins[expectedCount++] = bounds[2 * i];
          sum += table.touch(made.hash());
        }
      }
      for (int i = 0; i < expectedCount; i++) {
        sum += table.touchEntry(keys[i].hash());
      }
      touched = sum;
    }

    /** Means nothing but that memory was read. */
    int touched() {
      return touched;
    }

    private boolean setKey(Query query, boolean tcp) {
      if (!tcp && query.octets() == expected) {
        for (; next < expectedCount; next++) {
          if (begins[next] == query.start()) {
            key = keys[next++];
            return true;
          }
        }
      }
      key = keys[MOST_EXPECTED];
      return key.set(query, tcp, udpLimit);
    }

    @Override
    public boolean is(byte[] entry) {
      return KeptReply.answers(entry, key);
    }

    /**
     * Writes the reply to a question to {@code out[at]} and on if there is one.
     *
     * @return its length, or {@link #NONE}
     */
    public int find(Query query, boolean tcp, byte[] out, int at) {
      keyed = setKey(query, tcp);
      if (!keyed) {
        return NONE;
      }
      byte[] reply = table.find(key.hash(), this);
      if (reply == OctetTable.NONE || isStale(reply, nanoTime.getAsLong())) {
        return NONE;
      }
      OctetTable.use(reply);
      counters.count(Counter.PACKETCACHE_HIT);
      return KeptReply.copyTo(reply, out, at, query.octets(), query.start());
    }

    /** To be called before stores are asked, for one question or for several. */
    public void ask() {
      askedPurges = purges.get();
      askedChanges = changes.getAsLong();
    }

    /** To be called after {@link #find} found nothing. */
    public void countMiss() {
      if (keyed) {
        counters.count(Counter.PACKETCACHE_MISS);
      }
    }

    /** Keeps the reply to the question of {@link #find}, made after {@link #ask}. */
    public void add(byte[] reply, int at, int length) {
      long seconds = keyed ? ReplyTimes.seconds(reply, at, length, ttlSeconds) : 0;
      if (seconds == 0) {
        return;
      }
      long ends = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
      byte[] made = KeptReply.of(key, reply, at, length, askedChanges, ends);
      if (!table.put(made, this, () -> purges.get() == askedPurges)) {
        counters.count(Counter.DEFERRED_PACKETCACHE_INSERTS);
      }
    }
  }
}
