package org.polderdns.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.ZoneTable;

/** A store of a set, what is remembered about it, and the names of its zones. */
final class LaunchedStore {
  private final Backend backend;
  private final int order;
  private final ChangeWatch watch;
  private final UnnotedEnts ents;
  private final NodeCache cache;
  private final @Nullable ZoneListing listing;
  private final @Nullable ZoneTable table;
  private final boolean resident;
  private List<LaunchedStore> later = List.of();

  /**
   * @param order its place in launch order, from 0
   */
  LaunchedStore(
      Backend backend,
      int order,
      ChangeWatch watch,
      UnnotedEnts ents,
      NodeCache cache,
      BackendSet.Options options) {
    this.backend = backend;
    this.order = order;
    this.watch = watch;
    this.ents = ents;
    this.cache = cache;
    this.listing = backend.capability(ZoneListing.class).orElse(null);
    Optional<ResidentZones> zones = backend.capability(ResidentZones.class);
    this.resident = zones.isPresent() && options.consistent();
    boolean listed = listing != null && (options.refreshSeconds() > 0 || watch.isMarked());
    this.table = resident ? zones.get().table() : listed ? new ZoneTable() : null;
  }

  /** To be called before any other method: names that it lacks are looked up in these, in order. */
  void mixWith(List<LaunchedStore> others) {
    later = List.copyOf(others);
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

  /** Reads the list of its zones, if it has to be read. */
  void readZones() {
    if (resident || listing == null || table == null) {
      return;
    }
    List<Elsewhere> places = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    for (ZoneInfo info : listing.servedZones()) {
      places.add(new Elsewhere(this, info));
      ids.add(info.id());
    }
    table.replaceAll(places);
    ents.keepOnly(ids);
  }

  /** As {@link Backend#lookup}, out of the cache where that is possible. */
  Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    Map<Name, StoredNode> own = cache.lookup(this, zone, owners);
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
      store
          .zone(zone.apex())
          .ifPresent(same -> found.putAll(store.cache.lookup(store, same, missing)));
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

  /** Its zone of this apex, by the list if there is one. */
  private Optional<ZoneInfo> zone(Name apex) {
    return table == null
        ? backend.zone(apex)
        : table
            .zone(apex)
            .filter(found -> found.apex().equals(apex))
            .map(found -> ((Elsewhere) found).info());
  }

  /** A zone of a store that may block. */
  ZoneView open(ZoneInfo zone) {
    return new StoreZoneView(this, zone);
  }
}
