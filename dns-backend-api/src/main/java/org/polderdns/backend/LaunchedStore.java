package org.polderdns.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.HeldPlace;
import org.polderdns.zone.compiled.ZoneTable;

/** A store of a set, what is remembered about it, and the names of its zones. */
final class LaunchedStore {
  private final Backend backend;
  private final int order;
  private final ChangeWatch watch;
  private final UnnotedEnts ents;
  private final NodeCache cache;
  private final SpanCache spans;
  private final ZoneSnapshots snapshots;
  private final @Nullable ZoneList list; // null: it has none, or needs none
  private final @Nullable ZoneTable table;
  private final @Nullable ChangeNotices notices;
  private final @Nullable BulkLookup bulk;
  private final @Nullable DenialOrder denialOrder;
  private final boolean resident;
  private final Runnable listRead;
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder queries = new LongAdder();
  private final LongAdder listed = new LongAdder();
  private List<LaunchedStore> later = List.of();
  private long mark; // as it was when it was looked at last; by one thread at a time

  /**
   * @param order its place in launch order, from 0
   * @param background reads lists that take long
   * @param listRead is told when the list was read for the first time
   */
  LaunchedStore(
      Backend backend,
      int order,
      ChangeWatch watch,
      UnnotedEnts ents,
      NodeCache cache,
      BackendSet.Options options,
      Executor background,
      Runnable listRead,
      LongSupplier nanoTime) {
    this.backend = backend;
    this.order = order;
    this.watch = watch;
    this.ents = ents;
    this.cache = cache;
    this.spans = new SpanCache(watch, options.cache(), nanoTime);
    this.listRead = listRead;
    this.notices = backend.capability(ChangeNotices.class).orElse(null);
    this.bulk = backend.capability(BulkLookup.class).orElse(null);
    this.denialOrder = backend.capability(DenialOrder.class).orElse(null);
    Optional<ResidentZones> zones = backend.capability(ResidentZones.class);
    this.resident = zones.isPresent() && options.consistent();
    ZoneListing listing = backend.capability(ZoneListing.class).orElse(null);
    boolean listed = !resident && listing != null && options.refreshSeconds() > 0;
    this.snapshots = new ZoneSnapshots(
        backend, watch.isMarked(), listed && options.consistent(), options.snapshots(), nanoTime);
    this.list = listed && listing != null
        ? new ZoneList(this, listing, snapshots, ents::forget, background, nanoTime)
        : null;
    this.table = resident ? zones.get().table() : list == null ? null : list.table();
  }

  /** To be called before any other method: names that it lacks are looked up in these, in order. */
  void mixWith(List<LaunchedStore> others) {
    later = List.copyOf(others);
  }

  /** The failure of a question for an RRset that cannot be read, which is counted. */
  StoreException unreadable(Name zone, Name owner, RecordType type) {
    unreadable.increment();
    return new StoreException(
        backend.name(),
        "a record of " + owner + " " + type + " in the zone " + zone + " cannot be read");
  }

  /** How often such an RRset was asked for. */
  long unreadable() {
    return unreadable.sum();
  }

  /** Counts something that the store is asked for a question. */
  void countQuery() {
    queries.increment();
  }

  /** How much it was asked. */
  long queries() {
    return queries.sum();
  }

  /** Counts a name whose zone the list told. */
  void countListed() {
    listed.increment();
  }

  /** Which zone a question is for, asked of the store. */
  Optional<ZoneInfo> askForZone(Name apex) {
    countQuery();
    return backend.zone(apex);
  }

  /** How often the list told which zone a name is in, and its size. */
  CacheCounts listCounts() {
    return new CacheCounts(listed.sum(), 0, 0, list == null ? 0 : list.table().size());
  }

  Backend backend() {
    return backend;
  }

  int order() {
    return order;
  }

  ChangeWatch watch() {
    return watch;
  }

  /** Whether all of its zones are in memory. */
  boolean isResident() {
    return resident;
  }

  /**
   * Its zones: those in memory as they are, of others the {@linkplain Elsewhere place}. Null if it
   * has to be asked for each.
   */
  @Nullable
  ZoneTable table() {
    return table;
  }

  /** Its list of zones, null if it has none that has to be read. */
  @Nullable
  ZoneList list() {
    return list;
  }

  /** Its zones that are held in memory. */
  ZoneSnapshots snapshots() {
    return snapshots;
  }

  /** Whether the store has to be asked for each zone, for now or for good. */
  boolean isAsked() {
    return table == null || list != null && !list.isRead();
  }

  /** To be called by the list when it was read for the first time. */
  void listIsRead() {
    listRead.run();
  }

  /**
   * Begins to take note of what the store tells.
   *
   * @param changed is called after each change
   */
  void listen(Runnable changed) {
    mark = watch.lastMark();
    if (notices != null) {
      notices.listen(new Listening(changed));
    }
  }

  /** Takes note of what the store tells. */
  private final class Listening implements ChangeNotices.Listener {
    private final Runnable changed;

    Listening(Runnable changed) {
      this.changed = changed;
    }

    @Override
    public void zoneChanged(long id) {
      watch.forget();
      if (!snapshots.changed(id) && list != null) {
        list.want(); // perhaps its SOA came or went
        list.beginIfRested();
      }
      changed.run();
    }

    @Override
    public void zonesChanged() {
      watch.forget();
      if (list != null) {
        list.want();
        list.beginIfRested();
      }
      changed.run();
    }

    @Override
    public void otherChanged() {
      watch.forget();
      changed.run();
    }

    @Override
    public void anyChanged() {
      snapshots.anyChanged();
      zonesChanged();
    }
  }

  /**
   * Looks whether the store changed, and has the list of zones read again if so.
   *
   * @param refresh whether to read the list whatever the store tells
   * @return whether it changed
   * @throws StoreException if it cannot be asked
   */
  boolean look(boolean refresh) {
    long now = watch.mark();
    boolean changed = now != mark;
    mark = now;
    if (list == null) {
      return changed;
    }
    boolean untold = changed && (notices == null || !notices.tellsAll());
    if (untold) {
      snapshots.anyChanged();
    }
    if (untold || refresh) {
      list.want();
    }
    snapshots.tick();
    list.readIfWanted();
    return changed;
  }

  /** Whether a look-up in several zones is less than one in each, and is all there is to do. */
  boolean looksUpInBulk() {
    return bulk != null && later.isEmpty();
  }

  /** As {@link Backend#lookup}, out of the cache where that is possible. */
  Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    Map<Name, StoredNode> own = one(zone, owners);
    return later.isEmpty() ? own : mixed(own, zone, owners);
  }

  /** With what later stores have at names that this one lacks. */
  private Map<Name, StoredNode> mixed(
      Map<Name, StoredNode> own, ZoneInfo zone, Collection<Name> owners) {
    Map<Name, StoredNode> found = new HashMap<>(own);
    for (LaunchedStore store : later) {
      List<Name> missing =
          owners.stream().filter(owner -> !found.containsKey(owner)).toList();
      if (missing.isEmpty()) {
        return found;
      }
      store.zone(zone.apex()).ifPresent(same -> found.putAll(store.one(same, missing)));
    }
    return found;
  }

  private Map<Name, StoredNode> one(ZoneInfo zone, Collection<Name> owners) {
    return lookup(List.of(new BulkLookup.Wanted(zone, owners))).get(0);
  }

  /** As {@link BulkLookup#lookup}, out of the cache where that is possible. */
  List<Map<Name, StoredNode>> lookup(List<BulkLookup.Wanted> wanted) {
    return cache.lookup(this, wanted);
  }

  /** As {@link DenialOrder#spanOf(ZoneInfo, Name)}, out of the cache where that is possible. */
  Optional<NameSpan> spanOf(ZoneInfo zone, Name name) {
    return denialOrder == null
        ? Optional.empty()
        : spans.of(zone, name, () -> {
          countQuery();
          return denialOrder.spanOf(zone, name);
        });
  }

  /** As {@link DenialOrder#spanOf(ZoneInfo, Octets)}, out of the cache where that is possible. */
  Optional<HashSpan> spanOf(ZoneInfo zone, Octets hash) {
    return denialOrder == null
        ? Optional.empty()
        : spans.of(zone, hash, () -> {
          countQuery();
          return denialOrder.spanOf(zone, hash);
        });
  }

  /** Drops what is kept of denial chains. */
  void purgeSpans() {
    spans.purge();
  }

  /** As {@link BulkLookup#lookup}, of the store itself. */
  List<Map<Name, StoredNode>> ask(List<BulkLookup.Wanted> wanted) {
    if (bulk != null && wanted.size() > 1) {
      countQuery();
      return bulk.lookup(wanted);
    }
    List<Map<Name, StoredNode>> found = new ArrayList<>(wanted.size());
    for (BulkLookup.Wanted zone : wanted) {
      countQuery();
      found.add(backend.lookup(zone.zone(), zone.owners()));
    }
    return found;
  }

  /** Whether a name that a look-up did not find is an empty non-terminal all the same. */
  boolean isUnnotedEnt(ZoneInfo zone, Name name) {
    return ents.has(zone, name)
        || later.stream()
            .anyMatch(store -> store
                .zone(zone.apex())
                .filter(same -> store.ents.has(same, name))
                .isPresent());
  }

  /** As {@link UnnotedEnts#known}. */
  @Nullable
  Set<Name> knownEnts(long zone) {
    return ents.known(zone);
  }

  /** Whether names that it lacks are looked up in other stores. */
  boolean isMixed() {
    return !later.isEmpty();
  }

  /** Its zone of this apex, by the list if there is one. */
  private Optional<ZoneInfo> zone(Name apex) {
    return list == null || !list.isRead() ? askForZone(apex) : list.find(apex).map(Elsewhere::info);
  }

  /** A zone of a store that may block. */
  StoreZoneView open(ZoneInfo zone) {
    return new StoreZoneView(this, zone);
  }

  /** A zone that is in the list: as the table serves it if it is held in memory. */
  ZoneView open(Elsewhere place) {
    if (snapshots.asked(place) != null && table != null) {
      ZoneView served = table.at(place.apex()).orElse(place);
      if (!(served instanceof Elsewhere)) {
        return served instanceof HeldPlace held ? held.open() : served;
      }
    }
    return open(place.info());
  }
}
