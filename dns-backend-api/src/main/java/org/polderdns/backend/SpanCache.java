package org.polderdns.backend;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;

/**
 * The spans of denial chains that a store was asked for, for names to come: a zone has as many as
 * names, whatever names that do not exist are asked for. For any number of threads.
 *
 * <p>A span is used for as long as that nothing is at a name, which is what it tells, or until its store
 * is seen to have changed. Of too many all go. None are kept if names that are there are not.
 */
final class SpanCache {
  /** What a span takes, about, with its place in the table and the signed record attached to it. */
  private static final int ENTRY_OCTETS = 800;

  /** A span, and until when it may be used. */
  private record Kept<T>(T span, long ends) {}

  /** The spans of a zone as the store was at one mark, by what they begin with. */
  private static final class Chains {
    final long mark;
    final NavigableMap<Octets, Kept<HashSpan>> hashes = new ConcurrentSkipListMap<>();
    final NavigableMap<Name, Kept<NameSpan>> names = new ConcurrentSkipListMap<>();
    final AtomicLong size = new AtomicLong();

    Chains(long mark) {
      this.mark = mark;
    }
  }

  private final ChangeWatch watch;
  private final LongSupplier nanoTime;
  private final long nanos; // 0: none are kept
  private final long staleNanos;
  private final long most;
  private final Map<Long, Chains> zones = new ConcurrentHashMap<>();
  private final AtomicLong size = new AtomicLong(); // of all, about: threads may meet
  private final AtomicLong purges = new AtomicLong();

  SpanCache(ChangeWatch watch, CacheOptions options, LongSupplier nanoTime) {
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.nanos = options.maxEntries() == 0 || options.ttlSeconds() == 0
        ? 0
        : TimeUnit.SECONDS.toNanos(options.negativeTtlSeconds());
    this.staleNanos = TimeUnit.SECONDS.toNanos(options.staleSeconds());
    this.most = Math.min(options.maxEntries(), Runtime.getRuntime().maxMemory() / 8 / ENTRY_OCTETS);
  }

  /**
   * The span of the NSEC3 chain that a hash is in.
   *
   * @param store is asked if none is kept
   */
  Optional<HashSpan> of(ZoneInfo zone, Octets hash, Supplier<Optional<HashSpan>> store) {
    return find(zone, chains -> chains.hashes, HashSpan::hash, hash, SpanCache::covers, store);
  }

  /**
   * The span of the NSEC chain that a name is in.
   *
   * @param store is asked if none is kept
   */
  Optional<NameSpan> of(ZoneInfo zone, Name name, Supplier<Optional<NameSpan>> store) {
    return find(zone, chains -> chains.names, NameSpan::owner, name, SpanCache::covers, store);
  }

  private interface Cover<K, T> {
    boolean covers(T span, K key);
  }

  private <K, T> Optional<T> find(
      ZoneInfo zone,
      Function<Chains, NavigableMap<K, Kept<T>>> chain,
      Function<T, K> begin,
      K key,
      Cover<K, T> cover,
      Supplier<Optional<T>> store) {
    if (nanos == 0) {
      return store.get();
    }
    long before = purges.get();
    long mark = watch.lastMark();
    long now = nanoTime.getAsLong();
    Chains chains = zones.get(zone.id());
    Kept<T> kept = chains == null ? null : at(chain.apply(chains), key, cover);
    if (chains != null && kept != null && chains.mark == mark && kept.ends - now > 0) {
      return Optional.of(kept.span);
    }
    try {
      Optional<T> found = store.get();
      if (found.isPresent() && purges.get() == before) {
        Kept<T> fresh = new Kept<>(found.get(), now + nanos);
        Chains current = chains(zone, mark);
        if (chain.apply(current).put(begin.apply(found.get()), fresh) == null) {
          count(current);
        }
      }
      return found;
    } catch (StoreException e) {
      if (kept == null || kept.ends + staleNanos - now <= 0) {
        throw e;
      }
      return Optional.of(kept.span);
    }
  }

  /** What is kept for a key, of whatever age. */
  private static <K, T> @Nullable Kept<T> at(
      NavigableMap<K, Kept<T>> chain, K key, Cover<K, T> cover) {
    Map.Entry<K, Kept<T>> found = chain.floorEntry(key);
    if (found == null) {
      found = chain.lastEntry(); // perhaps around the end
    }
    return found != null && cover.covers(found.getValue().span, key) ? found.getValue() : null;
  }

  private static boolean covers(HashSpan span, Octets hash) {
    return isIn(hash, span.hash(), span.next());
  }

  private static boolean covers(NameSpan span, Name name) {
    return isIn(name, span.owner(), span.next());
  }

  /** Whether a key is the begin of a span or between it and its end, around the end of the chain too. */
  private static <K extends Comparable<K>> boolean isIn(K key, K begin, K end) {
    boolean isAfter = key.compareTo(begin) >= 0;
    boolean isBefore = key.compareTo(end) < 0;
    return begin.compareTo(end) < 0 ? isAfter && isBefore : isAfter || isBefore;
  }

  /** The spans of a zone at a mark, in the place of those at another. */
  private Chains chains(ZoneInfo zone, long mark) {
    Chains known = zones.get(zone.id());
    if (known != null && known.mark == mark) {
      return known;
    }
    Chains fresh = new Chains(mark);
    Chains last = zones.put(zone.id(), fresh);
    if (last != null) {
      size.addAndGet(-last.size.get());
    }
    return fresh;
  }

  private void count(Chains grown) {
    grown.size.incrementAndGet();
    if (size.incrementAndGet() > most) {
      drop();
    }
  }

  /** Drops all of them. */
  void purge() {
    purges.incrementAndGet();
    drop();
  }

  private void drop() {
    zones.clear();
    size.set(0);
  }
}
