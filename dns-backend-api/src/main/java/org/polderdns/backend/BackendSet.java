package org.polderdns.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.HeldPlace;
import org.polderdns.zone.compiled.KnownZones;
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
   *     told of a change; 0 for no list: a store that may block is asked at each question which zone
   *     it is for, as it has to be if it makes up zones that it does not list
   * @param maxEmptyNonTerminals how many empty non-terminals that the store did not note are found
   *     in a zone at most
   * @param cache how look-ups are kept
   * @param consistent whether a zone is taken from one store only, even if several have it; if not,
   *     names that this one lacks are looked up in those after it, and no zone is answered from
   *     memory directly
   * @param snapshots how zones of stores that may block are held in memory; not at all if they are
   *     not consistent or not listed
   */
  public record Options(
      long refreshSeconds,
      int maxEmptyNonTerminals,
      CacheOptions cache,
      boolean consistent,
      SnapshotOptions snapshots) {
    public static final Options DEFAULT = new Options(300, 100_000, CacheOptions.NONE);

    /** The same with a zone from one store only. */
    public Options(long refreshSeconds, int maxEmptyNonTerminals, CacheOptions cache) {
      this(refreshSeconds, maxEmptyNonTerminals, cache, true);
    }

    /** The same without zones held in memory but those whose metadata says so. */
    public Options(
        long refreshSeconds, int maxEmptyNonTerminals, CacheOptions cache, boolean consistent) {
      this(refreshSeconds, maxEmptyNonTerminals, cache, consistent, SnapshotOptions.NONE);
    }

    /** The same with zones held in memory in another way. */
    public Options with(SnapshotOptions held) {
      return new Options(refreshSeconds, maxEmptyNonTerminals, cache, consistent, held);
    }
  }

  private static final System.Logger LOG = System.getLogger(BackendSet.class.getName());

  /** How long the start waits for lists of zones; what is not read then is read while it answers. */
  private static final long START_MILLIS = 300;

  private static final long IDLE_SECONDS = 10; // after which a thread that reads lists ends

  /** The stores whose zones are all in tables now, and those that have to be asked. */
  private record Listed(ZoneTables tables, List<LaunchedStore> asked) {}

  private final List<LaunchedStore> stores;
  private final boolean mayBlock;
  private final NodeCache cache;
  private final ZoneFacts<Map<String, List<String>>> metadata;
  private final ZoneFacts<List<StoredKey>> keys;
  private final LongSupplier nanoTime;
  private final long refreshNanos;
  private final ThreadPoolExecutor background;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private final LongAdder unlisted = new LongAdder();
  private volatile Listed listed;
  private volatile long polled;
  private long refreshed; // guarded by refreshing
  private boolean failing; // guarded by refreshing

  /**
   * Takes stores in launch order and reads their lists of zones. A list that is not read after a
   * moment is read on in the background; until it is, its store is asked for each question.
   *
   * @throws StoreException if one cannot be read
   */
  public BackendSet(List<Backend> backends, Options options) {
    this(backends, options, System::nanoTime, START_MILLIS);
  }

  /** Waits until the lists have been read. */
  BackendSet(List<Backend> backends, Options options, LongSupplier nanoTime) {
    this(backends, options, nanoTime, Long.MAX_VALUE);
  }

  private BackendSet(
      List<Backend> backends, Options options, LongSupplier nanoTime, long startMillis) {
    this.nanoTime = nanoTime;
    this.refreshNanos = TimeUnit.SECONDS.toNanos(options.refreshSeconds());
    CacheOptions kept = options.cache();
    this.cache = new NodeCache(kept, nanoTime);
    this.metadata = new ZoneFacts<>(kept.metadataSeconds(), kept, nanoTime);
    this.keys = new ZoneFacts<>(kept.keySeconds(), kept, nanoTime);
    this.background = background(backends.size());
    List<LaunchedStore> all = new ArrayList<>();
    for (Backend backend : backends) {
      ChangeWatch watch = new ChangeWatch(backend, nanoTime);
      UnnotedEnts ents = new UnnotedEnts(backend, watch, nanoTime, options.maxEmptyNonTerminals());
      all.add(new LaunchedStore(
          backend,
          all.size(),
          watch,
          ents,
          cache,
          options,
          background,
          this::sortStores,
          nanoTime));
    }
    this.stores = List.copyOf(all);
    this.mayBlock = !stores.stream().allMatch(LaunchedStore::isResident);
    if (!options.consistent()) {
      stores.forEach(store -> store.mixWith(stores.subList(store.order() + 1, stores.size())));
    }
    this.listed = new Listed(ZoneTables.of(List.of()), stores);
    this.polled = nanoTime.getAsLong();
    this.refreshed = polled;
    try {
      stores.forEach(store -> store.listen(changes::incrementAndGet));
      readFirst(startMillis);
    } catch (RuntimeException e) {
      background.shutdown();
      throw e;
    }
    sortStores();
  }

  private static ThreadPoolExecutor background(int stores) {
    AtomicLong count = new AtomicLong();
    ThreadPoolExecutor executor = new ThreadPoolExecutor(
        Math.max(1, stores),
        Math.max(1, stores),
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "polder-list-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** Reads all lists side by side, and waits for them for a while. */
  private void readFirst(long millis) {
    List<CompletableFuture<Void>> readings =
        lists().map(list -> CompletableFuture.runAsync(list::read, background)).toList();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (CompletableFuture<Void> reading : readings) {
      try {
        if (millis == Long.MAX_VALUE) {
          reading.join();
        } else {
          reading.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
      } catch (TimeoutException e) {
        LOG.log(System.Logger.Level.INFO, "event=zones-being-read");
        return;
      } catch (CompletionException | ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Stream<ZoneList> lists() {
    return stores.stream().map(LaunchedStore::list).filter(Objects::nonNull);
  }

  /** Finds which stores have to be asked. */
  private synchronized void sortStores() {
    List<LaunchedStore> asked = stores.stream().filter(LaunchedStore::isAsked).toList();
    List<ZoneTable> tables = stores.stream()
        .filter(store -> !store.isAsked())
        .map(LaunchedStore::table)
        .filter(Objects::nonNull)
        .toList();
    listed = new Listed(ZoneTables.of(tables), asked);
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
    return mayBlock;
  }

  /**
   * The tables in which all zones are found, those that are not in memory by name only; nothing if a
   * store has to be asked for each.
   */
  public Optional<List<ZoneTable>> tables() {
    List<ZoneTable> tables =
        stores.stream().map(LaunchedStore::table).filter(Objects::nonNull).toList();
    return tables.size() == stores.size() ? Optional.of(tables) : Optional.empty();
  }

  /**
   * The tables of stores whose zones are in memory, all of them or some. What is put into them is
   * served from then on.
   */
  public Map<Backend, ZoneTable> tablesInMemory() {
    Map<Backend, ZoneTable> tables = new LinkedHashMap<>();
    for (LaunchedStore store : stores) {
      ZoneTable table = store.table();
      if (table != null && (store.isResident() || store.snapshots().arePossible())) {
        tables.put(store.backend(), table);
      }
    }
    return tables;
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
    return open(find(name, false));
  }

  @Override
  public Optional<ZoneView> zoneAbove(Name name) {
    return name.isRoot() ? Optional.empty() : open(find(name, true));
  }

  /** What was found in a table, for one question. */
  static Optional<ZoneView> open(Optional<ZoneView> found) {
    return found.map(zone -> zone instanceof HeldPlace place ? place.open() : zone);
  }

  /** The zones for a thread that may wait and has several questions at hand. */
  public WaitingSource newWaitingSource() {
    return new WaitingZones(this);
  }

  /** The zones for a thread that must not wait. */
  public ReadySource newReadySource() {
    return new Ready(this);
  }

  /**
   * What is kept of zones that are not in memory, for one thread that must not wait; it finds them in
   * {@link #tables}.
   *
   * @param plain says which zones are answered so, by the metadata and keys that {@link #metadata}
   *     and {@link #keys} were asked for a while ago; others are not
   */
  public KnownZones newKnownZones(PlainZones plain) {
    if (!mayBlock) {
      return KnownZones.NONE;
    }
    return cache.isOff()
        ? new Uncached(this::countUnlisted)
        : new CachedZones(
            cache, new PlainFacts(metadata, keys, plain, nanoTime), this::countUnlisted);
  }

  /** Nothing is known of any zone. */
  private record Uncached(Runnable unlisted) implements KnownZones {
    @Override
    public Optional<Finder> open(HeldPlace place) {
      return Optional.empty();
    }

    @Override
    public void nowhere() {
      unlisted.run();
    }
  }

  /** Counts a name whose zone no list told, if there is a store whose zones are not in memory. */
  private void countUnlisted() {
    if (mayBlock) {
      unlisted.increment();
    }
  }

  /** The zone with the longest match: of a store that lists its zones but may block the place. */
  Optional<ZoneView> find(Name name, boolean above) {
    poll();
    Listed now = listed;
    Optional<ZoneView> inTable = find(now.tables, name, above);
    if (inTable.isEmpty()) {
      countUnlisted();
    } else if (inTable.get() instanceof Elsewhere place) {
      place.store().countListed();
    }
    int labels = name.labelCount() - (above ? 1 : 0);
    int least = inTable.map(zone -> zone.apex().labelCount() + 1).orElse(0);
    for (int i = labels; !now.asked.isEmpty() && i >= least; i--) {
      Optional<ZoneView> asked = ask(now.asked, name.suffix(i));
      if (asked.isPresent()) {
        return asked;
      }
    }
    return inTable;
  }

  /** As {@link #find}, of stores that list their zones alone: no store is asked. */
  Optional<ZoneView> inTables(Name name, boolean above) {
    return find(listed.tables, name, above);
  }

  private static Optional<ZoneView> find(ZoneTables tables, Name name, boolean above) {
    return above ? tables.zoneAbove(name) : tables.zone(name);
  }

  private static Optional<ZoneView> ask(List<LaunchedStore> stores, Name apex) {
    for (LaunchedStore store : stores) {
      Optional<ZoneInfo> info = store.askForZone(apex);
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
      Listed now = set.listed;
      Optional<ZoneView> zone = find(now.tables, name, above);
      if (!now.asked.isEmpty() || zone.isPresent() && zone.get() instanceof Elsewhere) {
        incomplete = true;
        return Optional.empty();
      }
      if (zone.isEmpty()) {
        set.countUnlisted();
      }
      return open(zone);
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
      boolean refresh = refreshNanos > 0 && now - refreshed >= refreshNanos;
      look(refresh);
      if (refresh) {
        refreshed = now;
      }
    } finally {
      refreshing.unlock();
    }
  }

  private void look(boolean refresh) {
    boolean changed = false;
    @Nullable StoreException failure = null;
    for (LaunchedStore store : stores) {
      try {
        changed |= store.look(refresh || failing);
      } catch (StoreException e) {
        failure = e;
      }
    }
    if (changed) {
      changes.incrementAndGet();
    }
    if (failure != null && !failing) {
      LOG.log(
          System.Logger.Level.ERROR, "event=zones-not-read reason=\"" + failure.getMessage() + '"');
    }
    if (failure == null && failing) {
      LOG.log(System.Logger.Level.INFO, "event=zones-read-again");
    }
    failing = failure != null;
  }

  /**
   * Drops all look-ups that are kept; returns how many names that were. Zones held in memory are
   * compared with their store soon, as they are by the methods below.
   */
  public long purge() {
    return purgeBelow(Name.ROOT);
  }

  /** Drops what is kept of a name; returns how many entries that were. */
  public long purge(Name name) {
    stores.forEach(store -> store.snapshots().check(name, false));
    return purge(name::equals);
  }

  /** Drops what is kept of a name and all below it; returns how many names that were. */
  public long purgeBelow(Name name) {
    stores.forEach(store -> store.snapshots().check(name, true));
    return purge(owner -> owner.isAtOrBelow(name));
  }

  private long purge(Predicate<Name> condition) {
    stores.forEach(LaunchedStore::purgeSpans);
    return cache.purge(condition) + metadata.purge(condition) + keys.purge(condition);
  }

  /**
   * All metadata of a zone by kind, out of the cache where that is possible; none if the store has
   * no metadata.
   *
   * @throws StoreException if the store fails
   */
  public Map<String, List<String>> metadata(ServedZone zone) {
    return zone.backend()
        .capability(MetadataListing.class)
        .map(listing ->
            metadata.get(launched(zone.backend()), zone.info().apex(), listing::allMetadata))
        .orElse(Map.of());
  }

  /**
   * The keys of a zone, out of the cache where that is possible; none if the store has no keys.
   *
   * @throws StoreException if the store fails
   */
  public List<StoredKey> keys(ServedZone zone) {
    return zone.backend()
        .capability(KeyListing.class)
        .map(listing -> keys.get(launched(zone.backend()), zone.info().apex(), listing::keys))
        .orElse(List.of());
  }

  private LaunchedStore launched(Backend backend) {
    for (int i = 0; i < stores.size(); i++) {
      if (stores.get(i).backend() == backend) {
        return stores.get(i);
      }
    }
    throw new IllegalArgumentException(backend + " is not of this set");
  }

  /** What was counted of the cache of metadata. */
  public CacheCounts metadataCounts() {
    return metadata.counts();
  }

  /** What was counted of the cache of keys. */
  public CacheCounts keyCounts() {
    return keys.counts();
  }

  /** Begins to compare all zones held in memory with their stores. */
  public void check() {
    stores.forEach(store -> store.snapshots().check(Name.ROOT, true));
  }

  /** What was counted of zones held in memory. */
  public SnapshotCounts snapshotCounts() {
    return stores.stream()
        .map(store -> store.snapshots().counts())
        .reduce(SnapshotCounts.NONE, SnapshotCounts::plus);
  }

  /** What was counted of the cache of look-ups. */
  public CacheCounts cacheCounts() {
    return cache.counts();
  }

  /**
   * What was counted of the lists of zones: how often one told which zone of a store that may block a
   * name is in, and how often none did, be it that there is no such zone or no list. Zones in memory
   * are not counted, but in the size if they are held.
   */
  public CacheCounts listCounts() {
    return stores.stream()
        .map(LaunchedStore::listCounts)
        .reduce(new CacheCounts(0, unlisted.sum(), 0, 0), CacheCounts::plus);
  }

  /** How much stores were asked in order to answer: look-ups, spans, metadata, keys, zones. */
  public long queries() {
    return stores.stream().mapToLong(LaunchedStore::queries).sum();
  }

  /** How many questions asked for an RRset that cannot be read. */
  public long unreadable() {
    return stores.stream().mapToLong(LaunchedStore::unreadable).sum();
  }

  /** Reads the lists of zones now, whatever the clock says. */
  public void refresh() {
    refreshing.lock();
    try {
      lists().forEach(ZoneList::read);
      refreshed = nanoTime.getAsLong();
      changes.incrementAndGet();
    } finally {
      refreshing.unlock();
    }
  }

  /** Ends the threads of this set. Questions can still be answered. */
  public void stop() {
    background.shutdown();
    stores.forEach(store -> store.snapshots().close());
  }

  /** Ends the threads of this set and closes all stores. */
  @Override
  public void close() {
    stop();
    stores.forEach(store -> store.backend().close());
  }
}
