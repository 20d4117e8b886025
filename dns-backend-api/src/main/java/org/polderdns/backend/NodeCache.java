package org.polderdns.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;

/**
 * What was found at names of stores that may block, and at which names nothing was, for questions to
 * come. For any number of threads.
 *
 * <p>An entry is used until its time is over or its store is seen to have changed, whichever is
 * first. Above the bound that goes which was not used since it was last looked at, the oldest first,
 * so that a flood of names that do not exist throws nothing out but itself.
 */
final class NodeCache {
  /** A name of a zone of a store. */
  private static class Key {
    final int store;
    final long zone;
    final Name owner;

    Key(int store, long zone, Name owner) {
      this.store = store;
      this.zone = zone;
      this.owner = owner;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && store == key.store
          && zone == key.zone
          && owner.equals(key.owner);
    }

    @Override
    public final int hashCode() {
      return 31 * (31 * owner.hashCode() + Long.hashCode(zone)) + store;
    }
  }

  /**
   * What was found.
   *
   * @param node null if nothing is there
   * @param mark of the store, before it was asked
   * @param ends when it is too old, as of the clock
   */
  private record Found(@Nullable StoredNode node, long mark, long ends) {}

  private static final class Entry extends Key {
    volatile Found found;
    volatile boolean used;

    Entry(int store, long zone, Name owner, Found found) {
      super(store, zone, owner);
      this.found = found;
    }
  }

  private final CacheOptions options;
  private final LongSupplier nanoTime;
  private final long staleNanos;
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
  private final Queue<Entry> byAge = new ConcurrentLinkedQueue<>();
  private final AtomicLong purges = new AtomicLong();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder stale = new LongAdder();

  NodeCache(CacheOptions options, LongSupplier nanoTime) {
    this.options = options;
    this.nanoTime = nanoTime;
    this.staleNanos = TimeUnit.SECONDS.toNanos(options.staleSeconds());
  }

  /**
   * As {@link BulkLookup#lookup}.
   *
   * @throws StoreException if the store fails and what is kept may not be used
   */
  List<Map<Name, StoredNode>> lookup(LaunchedStore store, List<BulkLookup.Wanted> wanted) {
    if (options.isOff()) {
      return store.ask(wanted);
    }
    long now = nanoTime.getAsLong();
    try {
      return fresh(store, wanted, now);
    } catch (StoreException e) {
      return stale(store, wanted, now, e);
    }
  }

  private List<Map<Name, StoredNode>> fresh(
      LaunchedStore store, List<BulkLookup.Wanted> wanted, long now) {
    long before = purges.get();
    long mark = store.watch().lastMark();
    List<Map<Name, StoredNode>> all = new ArrayList<>(wanted.size());
    List<BulkLookup.Wanted> missing = new ArrayList<>();
    List<Map<Name, StoredNode>> incomplete = new ArrayList<>(); // of those in missing
    for (BulkLookup.Wanted zone : wanted) {
      Map<Name, StoredNode> nodes = new HashMap<>();
      List<Name> absent = new ArrayList<>();
      for (Name owner : zone.owners()) {
        Found found = find(store, zone.zone(), owner);
        if (found != null && found.mark == mark && found.ends - now > 0) {
          take(owner, found, nodes);
        } else {
          absent.add(owner);
        }
      }
      all.add(nodes);
      if (absent.isEmpty()) {
        hits.increment();
      } else {
        misses.increment();
        missing.add(new BulkLookup.Wanted(zone.zone(), absent));
        incomplete.add(nodes);
      }
    }
    if (!missing.isEmpty()) {
      List<Map<Name, StoredNode>> asked = store.ask(missing);
      for (int i = 0; i < asked.size(); i++) {
        keep(store, missing.get(i), asked.get(i), mark, now);
        incomplete.get(i).putAll(asked.get(i));
      }
      if (purges.get() != before) {
        missing.forEach(zone -> drop(store, zone));
      }
    }
    return all;
  }

  private void keep(
      LaunchedStore store,
      BulkLookup.Wanted asked,
      Map<Name, StoredNode> found,
      long mark,
      long now) {
    for (Name owner : asked.owners()) {
      put(store, asked.zone(), owner, found.get(owner), mark, now);
    }
  }

  private void drop(LaunchedStore store, BulkLookup.Wanted asked) {
    for (Name owner : asked.owners()) {
      entries.remove(new Key(store.order(), asked.zone().id(), owner));
    }
  }

  private List<Map<Name, StoredNode>> stale(
      LaunchedStore store, List<BulkLookup.Wanted> wanted, long now, StoreException e) {
    List<Map<Name, StoredNode>> all = new ArrayList<>(wanted.size());
    for (BulkLookup.Wanted zone : wanted) {
      Map<Name, StoredNode> nodes = new HashMap<>();
      for (Name owner : zone.owners()) {
        Found found = staleNanos == 0 ? null : find(store, zone.zone(), owner);
        if (found == null || found.ends + staleNanos - now <= 0) {
          throw e;
        }
        take(owner, found, nodes);
      }
      all.add(nodes);
    }
    stale.add(wanted.size());
    return all;
  }

  private static void take(Name owner, Found found, Map<Name, StoredNode> nodes) {
    if (found.node != null) {
      nodes.put(owner, found.node);
    }
  }

  private @Nullable Found find(LaunchedStore store, ZoneInfo zone, Name owner) {
    Entry entry = entries.get(new Key(store.order(), zone.id(), owner));
    if (entry == null) {
      return null;
    }
    if (!entry.used) {
      entry.used = true;
    }
    return entry.found;
  }

  private void put(
      LaunchedStore store,
      ZoneInfo zone,
      Name owner,
      @Nullable StoredNode node,
      long mark,
      long now) {
    long seconds = node == null ? options.negativeTtlSeconds() : options.ttlSeconds();
    if (seconds == 0) {
      return;
    }
    Found found = new Found(node, mark, now + TimeUnit.SECONDS.toNanos(seconds));
    Entry made = new Entry(store.order(), zone.id(), owner.canonical(), found);
    Entry before = entries.putIfAbsent(made, made);
    if (before != null) {
      before.found = found;
      return;
    }
    byAge.add(made);
    while (entries.size() > options.maxEntries()) {
      Entry oldest = byAge.poll();
      if (oldest == null) {
        return;
      }
      if (oldest.used) {
        oldest.used = false;
        byAge.add(oldest);
      } else {
        entries.remove(oldest);
      }
    }
  }

  /** Drops what is kept of names; returns of how many. */
  long purge(Predicate<Name> condition) {
    purges.incrementAndGet();
    LongAdder count = new LongAdder();
    Predicate<Entry> concerned = entry -> condition.test(entry.owner);
    entries.values().removeIf(concerned.and(entry -> {
      count.increment();
      return true;
    }));
    byAge.removeIf(concerned);
    return count.sum();
  }

  CacheCounts counts() {
    return new CacheCounts(hits.sum(), misses.sum(), stale.sum(), entries.size());
  }
}
