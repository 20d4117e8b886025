package org.polderdns.backend;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

/** The zones of a set of stores for questions that are answered together. */
final class WaitingZones implements WaitingSource {
  /** Names in one look-up: more are left to their questions. */
  private static final int MOST_NAMES = 256;

  /** A zone and the names of it that are needed. */
  private record Wanted(StoreZoneView view, Set<Name> names) {}

  private final BackendSet set;
  private final IdentityHashMap<Elsewhere, Optional<ZoneView>> opened = new IdentityHashMap<>();

  WaitingZones(BackendSet set) {
    this.set = set;
  }

  @Override
  public void expect(List<Name> qnames) {
    opened.clear();
    if (qnames.size() < 2) {
      return;
    }
    IdentityHashMap<LaunchedStore, List<Wanted>> byStore = new IdentityHashMap<>();
    IdentityHashMap<StoreZoneView, Wanted> byZone = new IdentityHashMap<>();
    int names = 0;
    for (int i = 0; i < qnames.size() && names < MOST_NAMES; i++) {
      Optional<ZoneView> found = set.inTables(qnames.get(i), false);
      if (found.isPresent()
          && found.get() instanceof Elsewhere place
          && place.store().looksUpInBulk()
          && open(place).get() instanceof StoreZoneView view) {
        Wanted wanted = byZone.get(view);
        if (wanted == null) {
          wanted = new Wanted(view, new LinkedHashSet<>());
          byZone.put(view, wanted);
          byStore.computeIfAbsent(place.store(), store -> new ArrayList<>()).add(wanted);
        }
        names -= wanted.names.size();
        view.want(qnames.get(i), wanted.names);
        names += wanted.names.size();
      }
    }
    byStore.forEach(WaitingZones::lookUp);
  }

  private static void lookUp(LaunchedStore store, List<Wanted> zones) {
    List<BulkLookup.Wanted> wanted = new ArrayList<>(zones.size());
    for (Wanted zone : zones) {
      wanted.add(new BulkLookup.Wanted(zone.view.info(), zone.names));
    }
    List<Map<Name, StoredNode>> found;
    try {
      found = store.lookup(wanted);
    } catch (StoreException e) {
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      zones.get(i).view.keep(zones.get(i).names, found.get(i));
    }
  }

  private Optional<ZoneView> open(Elsewhere place) {
    Optional<ZoneView> zone = opened.get(place);
    if (zone == null) {
      zone = Optional.of(place.open());
      opened.put(place, zone);
    }
    return zone;
  }

  @Override
  public Optional<ZoneView> zone(Name name) {
    return opened(set.find(name, false));
  }

  @Override
  public Optional<ZoneView> zoneAbove(Name name) {
    return name.isRoot() ? Optional.empty() : opened(set.find(name, true));
  }

  private Optional<ZoneView> opened(Optional<ZoneView> found) {
    if (found.isPresent() && found.get() instanceof Elsewhere place) {
      return open(place);
    }
    return BackendSet.open(found);
  }
}
