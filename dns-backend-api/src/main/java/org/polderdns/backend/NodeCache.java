package org.polderdns.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.cache.OctetTable;
import org.polderdns.wire.Name;
import org.polderdns.zone.compiled.LaidOutNodes;
import org.polderdns.zone.compiled.NameKey;

/**
 * What was found at names of stores that may block, and at which names nothing was, for questions to
 * come. For any number of threads.
 *
 * <p>An entry is used until its time is over or its store is seen to have changed, whichever is
 * first. Above the bound that goes which was not used since it was last looked at, so that a flood of
 * names that do not exist throws nothing out but itself. An entry is one array of octets, a {@link
 * KeptNode}.
 */
final class NodeCache {
  /** What a thread needs to look for names and to keep them. */
  private static final class Tools {
    final NameKey key = new NameKey();
    final LaidOutNodes writer = new LaidOutNodes();
  }

  private final CacheOptions options;
  private final LongSupplier nanoTime;
  private final long staleNanos;
  private final ThreadLocal<Tools> tools = ThreadLocal.withInitial(Tools::new);
  private final OctetTable entries;
  private final AtomicLong purges = new AtomicLong();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder stale = new LongAdder();

  NodeCache(CacheOptions options, LongSupplier nanoTime) {
    this.options = options;
    this.nanoTime = nanoTime;
    this.entries = new OctetTable(options.maxEntries(), Long.MAX_VALUE);
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
        byte[] found = find(store, zone.zone(), owner);
        if (found != null && KeptNode.mark(found) == mark && KeptNode.ends(found) - now > 0) {
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
        keep(store, missing.get(i), asked.get(i), mark, now, before);
        incomplete.get(i).putAll(asked.get(i));
      }
    }
    return all;
  }

  private void keep(
      LaunchedStore store,
      BulkLookup.Wanted asked,
      Map<Name, StoredNode> found,
      long mark,
      long now,
      long before) {
    for (Name owner : asked.owners()) {
      put(store, asked.zone(), owner, found.get(owner), mark, now, before);
    }
  }

  private List<Map<Name, StoredNode>> stale(
      LaunchedStore store, List<BulkLookup.Wanted> wanted, long now, StoreException e) {
    List<Map<Name, StoredNode>> all = new ArrayList<>(wanted.size());
    for (BulkLookup.Wanted zone : wanted) {
      Map<Name, StoredNode> nodes = new HashMap<>();
      for (Name owner : zone.owners()) {
        byte[] found = staleNanos == 0 ? null : find(store, zone.zone(), owner);
        if (found == null || KeptNode.ends(found) + staleNanos - now <= 0) {
          throw e;
        }
        take(owner, found, nodes);
      }
      all.add(nodes);
    }
    stale.add(wanted.size());
    return all;
  }

  private static void take(Name owner, byte[] found, Map<Name, StoredNode> nodes) {
    StoredNode node = KeptNode.node(found);
    if (node != null) {
      nodes.put(owner, node);
    }
  }

  private byte @Nullable [] find(LaunchedStore store, ZoneInfo zone, Name owner) {
    NameKey key = tools.get().key;
    key.set(owner);
    int to = owner.length() - zone.apex().length();
    byte[] entry = entries.find(
        key.hash(key.labels()),
        kept -> KeptNode.is(kept, store.order(), zone.id(), key.octets(), 0, to, false));
    if (entry == OctetTable.NONE) {
      return null;
    }
    OctetTable.use(entry);
    return entry;
  }

  /**
   * What is kept for a name, for a thread that must not wait; null if it is nothing that may be used
   * now. Counts nothing.
   *
   * @param wanted tells entries of one hash apart
   * @param mark of the store now
   */
  byte @Nullable [] find(long hash, OctetTable.Wanted wanted, long mark, long now) {
    byte[] entry = entries.find(hash, wanted);
    if (entry == OctetTable.NONE
        || KeptNode.mark(entry) != mark
        || KeptNode.ends(entry) - now <= 0) {
      return null;
    }
    OctetTable.use(entry);
    return entry;
  }

  /** Counts a question that {@link #find} had all for. */
  void countHit() {
    hits.increment();
  }

  /** The time by which entries end. */
  long now() {
    return nanoTime.getAsLong();
  }

  boolean isOff() {
    return options.isOff();
  }

  private void put(
      LaunchedStore store,
      ZoneInfo zone,
      Name owner,
      @Nullable StoredNode node,
      long mark,
      long now,
      long before) {
    long seconds = node == null ? options.negativeTtlSeconds() : options.ttlSeconds();
    if (seconds == 0) {
      return;
    }
    Tools mine = tools.get();
    mine.key.set(owner);
    long hash = mine.key.hash(mine.key.labels());
    long ends = now + TimeUnit.SECONDS.toNanos(seconds);
    byte[] made = KeptNode.of(hash, store.order(), zone, owner, node, mark, ends, mine.writer);
    entries.put(made, other -> KeptNode.isSame(made, other), () -> purges.get() == before);
  }

  /** Drops what is kept of names; returns of how many. */
  long purge(Predicate<Name> condition) {
    purges.incrementAndGet();
    return entries.removeIf(entry -> condition.test(KeptNode.owner(entry)));
  }

  CacheCounts counts() {
    return new CacheCounts(hits.sum(), misses.sum(), stale.sum(), entries.size());
  }
}
