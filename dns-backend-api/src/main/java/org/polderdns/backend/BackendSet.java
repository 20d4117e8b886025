package org.polderdns.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.ZoneTable;
import org.polderdns.zone.compiled.ZoneTables;

/**
 * The stores of a server as one source of zones. The zone with the longest apex answers, whichever
 * store has it; of a zone that several have, the first of them in launch order.
 *
 * <pre>{@code
 * BackendSet zones = new BackendSet(List.of(store), BackendSet.Options.DEFAULT);
 * new Answerer(zones, AnswerOptions.DEFAULT).answer(...);
 * }</pre>
 *
 * <p>The zones of stores that have them in memory are found in their tables, as they are at the
 * moment. The list of all others is kept here. At most once a second a question looks whether a store
 * changed and has the list read again if so; without a change it is read again after the refresh
 * interval. If it cannot be read the old one stays in use. A store that cannot list its zones is
 * asked for every question.
 *
 * <p>What was found at a name can be kept for questions to come, see {@link CacheOptions}.
 *
 * <p>For any number of threads; the views that it gives are for one thread and one question.
 */
public final class BackendSet implements ZoneSource, AutoCloseable {
  /**
   * Settings.
   *
   * @param refreshSeconds after how many seconds the list of zones is read again though no store
   *     told of a change; 0 for never, and a store that tells of none is then asked at each question
   * @param maxEmptyNonTerminals how many empty non-terminals that the store did not note are found
   *     in a zone at most
   * @param cache how look-ups are kept
   * @param consistent whether a zone is taken from one store only, even if several have it; if not,
   *     names that this one lacks are looked up in those after it, and no zone is answered from
   *     memory directly
   */
  public record Options(
      long refreshSeconds, int maxEmptyNonTerminals, CacheOptions cache, boolean consistent) {
    public static final Options DEFAULT = new Options(300, 100_000, CacheOptions.NONE);

    /** The same with a zone from one store only. */
    public Options(long refreshSeconds, int maxEmptyNonTerminals, CacheOptions cache) {
      this(refreshSeconds, maxEmptyNonTerminals, cache, true);
    }
  }

  private static final System.Logger LOG = System.getLogger(BackendSet.class.getName());

  private final List<LaunchedStore> stores;
  private final List<LaunchedStore> unlisted;
  private final ZoneTables tables;
  private final NodeCache cache;
  private final LongSupplier nanoTime;
  private final long refreshNanos;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final long[] marks; // guarded by refreshing
  private volatile long polled;
  private final AtomicLong changes = new AtomicLong();
  private long refreshed; // guarded by refreshing
  private boolean failing; // guarded by refreshing

  /**
   * Takes stores in launch order and reads their lists of zones.
   *
   * @throws StoreException if one cannot be read
   */
  public BackendSet(List<Backend> backends, Options options) {
    this(backends, options, System::nanoTime);
  }

  BackendSet(List<Backend> backends, Options options, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.refreshNanos = TimeUnit.SECONDS.toNanos(options.refreshSeconds());
    this.cache = new NodeCache(options.cache(), nanoTime);
    List<LaunchedStore> all = new ArrayList<>();
    for (Backend backend : backends) {
      ChangeWatch watch = new ChangeWatch(backend, nanoTime);
      UnnotedEnts ents = new UnnotedEnts(backend, watch, nanoTime, options.maxEmptyNonTerminals());
      all.add(new LaunchedStore(backend, all.size(), watch, ents, cache, options));
    }
    this.stores = List.copyOf(all);
    if (!options.consistent()) {
      stores.forEach(store -> store.mixWith(stores.subList(store.order() + 1, stores.size())));
    }
    this.unlisted = stores.stream().filter(store -> store.table() == null).toList();
    this.tables = ZoneTables.of(
        stores.stream().map(LaunchedStore::table).filter(Objects::nonNull).toList());
    this.marks = new long[stores.size()];
    this.polled = nanoTime.getAsLong();
    this.refreshed = polled;
    marksMoved();
    readZones();
  }

  /** The stores, in launch order. */
  public List<Backend> backends() {
    return stores.stream().map(LaunchedStore::backend).toList();
  }

  /** The zone of exactly this apex, asked of the stores in launch order. */
  public Optional<ServedZone> find(Name apex) {
    for (LaunchedStore store : stores) {
      Optional<ZoneInfo> info = store.backend().zone(apex);
      if (info.isPresent()) {
        return Optional.of(new ServedZone(store.backend(), info.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * All zones of all stores that can list them, those without SOA too; in launch order, and in a
   * store's own within it.
   */
  public List<ServedZone> all() {
    List<ServedZone> all = new ArrayList<>();
    for (LaunchedStore store : stores) {
      store
          .backend()
          .capability(ZoneListing.class)
          .ifPresent(listing ->
              listing.zones().forEach(info -> all.add(new ServedZone(store.backend(), info))));
    }
    return all;
  }

  /** Whether a question may have to wait for a store: not all of them are in memory. */
  public boolean mayBlock() {
    return !stores.stream().allMatch(LaunchedStore::isResident);
  }

  /**
   * The tables in which all zones are found, those that are not in memory by name only; nothing if a
   * store has to be asked for each.
   */
  public Optional<List<ZoneTable>> tables() {
    return unlisted.isEmpty()
        ? Optional.of(
            stores.stream().map(store -> Objects.requireNonNull(store.table())).toList())
        : Optional.empty();
  }

  /** A number that moves when a store may have changed: what was answered before may be stale. */
  public long changes() {
    poll();
    return changes.get();
  }

  /** As {@link #changes}, as of the last look at the stores: does not look, and never waits. */
  public long changesSeen() {
    return changes.get();
  }

  @Override
  public Optional<ZoneView> zone(Name name) {
    return longest(name, false);
  }

  @Override
  public Optional<ZoneView> zoneAbove(Name name) {
    return name.isRoot() ? Optional.empty() : longest(name, true);
  }

  /** The zones for a thread that must not wait. */
  public ReadySource newReadySource() {
    return new Ready(this);
  }

  private Optional<ZoneView> longest(Name name, boolean above) {
    poll();
    Optional<ZoneView> listed = listed(name, above);
    int labels = name.labelCount() - (above ? 1 : 0);
    int least = listed.map(zone -> zone.apex().labelCount() + 1).orElse(0);
    for (int i = labels; !unlisted.isEmpty() && i >= least; i--) {
      Optional<ZoneView> asked = ask(name.suffix(i));
      if (asked.isPresent()) {
        return asked;
      }
    }
    return listed.map(zone -> zone instanceof Elsewhere place ? place.open() : zone);
  }

  private Optional<ZoneView> listed(Name name, boolean above) {
    return above ? tables.zoneAbove(name) : tables.zone(name);
  }

  private Optional<ZoneView> ask(Name apex) {
    for (LaunchedStore store : unlisted) {
      Optional<ZoneInfo> info = store.backend().zone(apex);
      if (info.isPresent()) {
        return info.map(store::open);
      }
    }
    return Optional.empty();
  }

  /** The zones in memory, as long as no other store has a longer match or precedes. */
  private static final class Ready implements ReadySource {
    private final BackendSet set;
    private boolean incomplete;

    Ready(BackendSet set) {
      this.set = set;
    }

    @Override
    public void begin() {
      incomplete = false;
    }

    @Override
    public boolean isIncomplete() {
      return incomplete;
    }

    @Override
    public Optional<ZoneView> zone(Name name) {
      return ready(name, false);
    }

    @Override
    public Optional<ZoneView> zoneAbove(Name name) {
      return name.isRoot() ? Optional.empty() : ready(name, true);
    }

    private Optional<ZoneView> ready(Name name, boolean above) {
      Optional<ZoneView> zone = set.listed(name, above);
      if (!set.unlisted.isEmpty() || zone.isPresent() && zone.get() instanceof Elsewhere) {
        incomplete = true;
        return Optional.empty();
      }
      return zone;
    }
  }

  /**
   * Looks for changes if that was not done for a second, unless another thread does. Whoever only
   * asks {@link #newReadySource} has to call it now and then, from a thread that may wait.
   */
  public void poll() {
    long now = nanoTime.getAsLong();
    if (now - polled < ChangeWatch.PERIOD || !refreshing.tryLock()) {
      return;
    }
    try {
      if (now - polled < ChangeWatch.PERIOD) {
        return;
      }
      polled = now;
      boolean changed = marksMoved();
      if (changed || failing || refreshNanos > 0 && now - refreshed >= refreshNanos) {
        readZones();
        refreshed = now;
        if (changed) {
          changes.incrementAndGet();
        }
      }
      if (failing) {
        failing = false;
        LOG.log(System.Logger.Level.INFO, "event=zones-read-again");
      }
    } catch (StoreException e) {
      if (!failing) {
        failing = true;
        LOG.log(System.Logger.Level.ERROR, "event=zones-not-read reason=\"" + e.getMessage() + '"');
      }
    } finally {
      refreshing.unlock();
    }
  }

  /** Drops all look-ups that are kept; returns how many names that were. */
  public long purge() {
    return cache.purge(name -> true);
  }

  /** Drops what is kept of a name; returns how many entries that were. */
  public long purge(Name name) {
    return cache.purge(name::equals);
  }

  /** Drops what is kept of a name and all below it; returns how many names that were. */
  public long purgeBelow(Name name) {
    return cache.purge(owner -> owner.isAtOrBelow(name));
  }

  /** What was counted of the cache of look-ups. */
  public CacheCounts cacheCounts() {
    return cache.counts();
  }

  /** Reads the list of zones now, whatever the clock says. */
  public void refresh() {
    refreshing.lock();
    try {
      readZones();
      refreshed = nanoTime.getAsLong();
      changes.incrementAndGet();
    } finally {
      refreshing.unlock();
    }
  }

  private boolean marksMoved() {
    boolean moved = false;
    for (int i = 0; i < marks.length; i++) {
      long mark = stores.get(i).watch().mark();
      moved |= mark != marks[i];
      marks[i] = mark;
    }
    return moved;
  }

  private void readZones() {
    stores.forEach(LaunchedStore::readZones);
  }

  /** Closes all stores. */
  @Override
  public void close() {
    for (LaunchedStore store : stores) {
      store.backend().close();
    }
  }
}
