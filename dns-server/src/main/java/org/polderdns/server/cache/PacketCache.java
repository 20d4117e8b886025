package org.polderdns.server.cache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.CounterLane;
import org.polderdns.wire.Name;
import org.polderdns.wire.Query;

/**
 * Replies that were made with the help of a store, for questions that come again. For any number of
 * threads: none waits for another, and to find a reply allocates nothing.
 *
 * <pre>{@code
 * int length = session.find(query, tcp, out, at);
 * if (length == PacketCache.NONE) {
 *   session.ask();                       // before the store is asked
 *   session.begin();
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
 * <p>Where there is no room the reply that was never used goes, the oldest first, so that a flood of
 * names throws nothing out but itself.
 */
public final class PacketCache implements CachePurge {
  /** What {@link Session#find} returns when there is no reply. */
  public static final int NONE = 0;

  private final int udpLimit;
  private final long ttlSeconds;
  private final int maxEntries;
  private final long maxOctets;
  private final LongSupplier changes;
  private final LongSupplier nanoTime;
  private final ReplyTable table;
  private final AtomicInteger entries = new AtomicInteger();
  private final AtomicLong octets = new AtomicLong();
  private final AtomicLong purges = new AtomicLong();
  private volatile Moment now;

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
    this.maxEntries = maxEntries;
    this.maxOctets = maxOctets;
    this.changes = changes;
    this.nanoTime = nanoTime;
    this.table = new ReplyTable(maxEntries);
    this.now = new Moment(0, changes.getAsLong());
  }

  /** A session for one thread, which keeps it for good. */
  public Session newSession(CounterLane counters) {
    return new Session(counters);
  }

  /** Replies kept, those included that are too old to be found. */
  public int size() {
    return entries.get();
  }

  /** Octets of memory taken by replies, about. */
  public long octets() {
    return octets.get();
  }

  @Override
  public long purge() {
    return purge(reply -> true);
  }

  @Override
  public long purge(Name name) {
    byte[] lower = lower(name);
    return purge(reply -> reply.isFor(lower));
  }

  @Override
  public long purgeBelow(Name name) {
    byte[] lower = lower(name);
    return purge(reply -> reply.isAtOrBelow(lower));
  }

  private static byte[] lower(Name name) {
    byte[] octets = new byte[name.length()];
    name.copyTo(octets, 0);
    for (int i = 0; i < octets.length; i++) {
      octets[i] = QuestionKey.lower(octets[i]);
    }
    return octets;
  }

  /** First the purge is counted: what is put in after the walk has passed will see that. */
  private int purge(Predicate<KeptReply> condition) {
    purges.incrementAndGet();
    int count = 0;
    for (int i = table.next(0); i < table.slots(); i = table.next(i + 1)) {
      KeptReply reply = table.get(i);
      if (reply != null && condition.test(reply) && remove(i, reply)) {
        count++;
      }
    }
    return count;
  }

  /** The moment now; a new object only if something has moved. */
  private Moment moment() {
    Moment last = now;
    long purgesNow = purges.get();
    long changesNow = changes.getAsLong();
    if (last.purges() != purgesNow || last.changes() != changesNow) {
      last = new Moment(purgesNow, changesNow);
      now = last;
    }
    return last;
  }

  private boolean isStale(KeptReply reply, long nanos) {
    return reply.hasEnded(nanos) || reply.begun.changes() != changes.getAsLong();
  }

  private boolean replace(int slot, @Nullable KeptReply old, KeptReply reply) {
    if (!table.replace(slot, old, reply)) {
      return false;
    }
    entries.addAndGet(old == null ? 1 : 0);
    octets.addAndGet(reply.weight() - (old == null ? 0 : old.weight()));
    return true;
  }

  private boolean remove(int slot, KeptReply reply) {
    if (!table.replace(slot, reply, null)) {
      return false;
    }
    entries.decrementAndGet();
    octets.addAndGet(-reply.weight());
    return true;
  }

  /** Throws out what is used least until the bounds are kept. */
  private void shrink(long nanos) {
    while (entries.get() > maxEntries || octets.get() > maxOctets) {
      int slot = table.nextHand();
      KeptReply reply = table.get(slot);
      if (reply == null) {
        continue;
      }
      if (reply.uses() == 0 || isStale(reply, nanos)) {
        remove(slot, reply);
      } else {
        reply.age();
      }
    }
  }

  /** What one thread does with the cache. */
  public final class Session {
    private final CounterLane counters;
    private final QuestionKey key = new QuestionKey();
    private boolean keyed; // whether the question is one that replies are kept for
    private Moment begun = now;
    private Moment asked = now;

    private Session(CounterLane counters) {
      this.counters = counters;
    }

    /**
     * Writes the reply to a question to {@code out[at]} and on if there is one.
     *
     * @return its length, or {@link #NONE}
     */
    public int find(Query query, boolean tcp, byte[] out, int at) {
      keyed = key.set(query, tcp, udpLimit);
      if (!keyed) {
        return NONE;
      }
      KeptReply reply = table.find(key);
      if (reply == null || !reply.valid || isStale(reply, nanoTime.getAsLong())) {
        return NONE;
      }
      reply.use();
      counters.count(Counter.PACKETCACHE_HIT);
      return reply.copyTo(out, at, query.octets(), query.start());
    }

    /** To be called before stores are asked, for one question or for several. */
    public void ask() {
      asked = moment();
    }

    /** To be called after {@link #find} found nothing, before the reply is made. */
    public void begin() {
      if (keyed) {
        counters.count(Counter.PACKETCACHE_MISS);
        begun = asked;
      }
    }

    /** Keeps the reply to the question of {@link #find}, made after {@link #begin}. */
    public void add(byte[] reply, int at, int length) {
      if (!keyed) {
        return;
      }
      long seconds = ReplyTimes.seconds(reply, at, length, ttlSeconds);
      if (seconds == 0) {
        return;
      }
      long nanos = nanoTime.getAsLong();
      KeptReply made =
          new KeptReply(key, reply, at, length, begun, nanos + TimeUnit.SECONDS.toNanos(seconds));
      int slot = slotFor(nanos);
      if (made.weight() > maxOctets || !replace(slot, table.get(slot), made)) {
        counters.count(Counter.DEFERRED_PACKETCACHE_INSERTS); // another thread was first
        return;
      }
      if (purges.get() == begun.purges()) {
        made.valid = true;
      } else {
        remove(slot, made);
        counters.count(Counter.DEFERRED_PACKETCACHE_INSERTS);
      }
      shrink(nanos);
    }

    /** Where the reply is to go: in place of an older one, else of what is missed least. */
    private int slotFor(long nanos) {
      int first = table.firstSlot(key);
      int best = first;
      KeptReply least = null;
      for (int slot = first; slot < first + ReplyTable.WAYS; slot++) {
        KeptReply other = table.get(slot);
        if (other == null || other.answers(key) || isStale(other, nanos)) {
          return slot;
        }
        if (least == null || other.isMissedLessThan(least)) {
          least = other;
          best = slot;
        }
      }
      if (least != null && least.uses() > 0) {
        for (int slot = first; slot < first + ReplyTable.WAYS; slot++) {
          KeptReply other = table.get(slot);
          if (other != null) {
            other.age();
          }
        }
      }
      return best;
    }
  }
}
