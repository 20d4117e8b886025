package org.polderdns.backend;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;

/**
 * What stores keep of zones as a whole, metadata or keys, for questions to come: until its time is
 * over or its store is seen to have changed; for some time longer while the store fails. For any
 * number of threads.
 *
 * @param <V> what is kept of a zone
 */
final class ZoneFacts<V> {
  private record Key(int store, Name apex) {}

  /**
   * @param mark of the store, before it was asked
   * @param ends when it is too old, as of the clock
   */
  record Kept<V>(V value, long mark, long ends) {}

  private final long nanos;
  private final long staleNanos;
  private final int maxEntries;
  private final LongSupplier nanoTime;
  private final Map<Key, Kept<V>> entries = new ConcurrentHashMap<>();
  private final AtomicLong purges = new AtomicLong();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder stale = new LongAdder();

  /**
   * @param seconds for how long they are used again
   * @param options for how much longer while the store fails, and how many are kept
   */
  ZoneFacts(long seconds, CacheOptions options, LongSupplier nanoTime) {
    this.nanos = TimeUnit.SECONDS.toNanos(seconds);
    this.staleNanos = TimeUnit.SECONDS.toNanos(options.staleSeconds());
    this.maxEntries = options.maxEntries();
    this.nanoTime = nanoTime;
  }

  /**
   * What is kept of the zone, or what the store says now.
   *
   * @param reader asks the store
   * @throws StoreException if the store fails and what is kept may not be used
   */
  V get(LaunchedStore store, Name apex, Function<Name, V> reader) {
    if (nanos + staleNanos == 0 || maxEntries == 0) {
      store.countQuery();
      return reader.apply(apex);
    }
    Key key = new Key(store.order(), apex.canonical());
    long mark = store.watch().lastMark();
    long now = nanoTime.getAsLong();
    @Nullable Kept<V> kept = entries.get(key);
    if (kept != null && kept.mark == mark && kept.ends - now > 0) {
      hits.increment();
      return kept.value;
    }
    misses.increment();
    long before = purges.get();
    V value;
    store.countQuery();
    try {
      value = reader.apply(apex);
    } catch (StoreException e) {
      if (kept == null || kept.ends + staleNanos - now <= 0) {
        throw e;
      }
      stale.increment();
      return kept.value;
    }
    entries.put(key, new Kept<>(value, mark, now + nanos));
    if (purges.get() != before) {
      entries.remove(key);
    }
    shrink(key);
    return value;
  }

  /** What is kept of the zone and may be used now, without asking the store; null if nothing is. */
  @Nullable
  Kept<V> peek(LaunchedStore store, Name apex) {
    @Nullable Kept<V> kept = entries.get(new Key(store.order(), apex));
    boolean usable = kept != null
        && kept.mark == store.watch().seenMark()
        && kept.ends - nanoTime.getAsLong() > 0;
    return usable ? kept : null;
  }

  /** Counts a question that was answered by what {@link #peek} gave. */
  void countHit() {
    hits.increment();
  }

  /** A number that moves when something is purged. */
  long purges() {
    return purges.get();
  }

  /** Drops any others of too many. */
  private void shrink(Key last) {
    Iterator<Key> keys = entries.keySet().iterator();
    while (entries.size() > maxEntries && keys.hasNext()) {
      if (!keys.next().equals(last)) {
        keys.remove();
      }
    }
  }

  /** Drops what is kept of zones; returns of how many. */
  long purge(Predicate<Name> condition) {
    purges.incrementAndGet();
    long count = 0;
    for (Iterator<Key> keys = entries.keySet().iterator(); keys.hasNext(); ) {
      if (condition.test(keys.next().apex)) {
        keys.remove();
        count++;
      }
    }
    return count;
  }

  CacheCounts counts() {
    return new CacheCounts(hits.sum(), misses.sum(), stale.sum(), entries.size());
  }
}
