package org.polderdns.zone.compiled;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;

/**
 * The zones in memory that are served, by name. Zones come, change and go while questions are
 * answered; a reader sees a zone before or after a change, and never waits. For any number of
 * threads.
 */
public final class ZoneTable implements ZoneSource {
  private final Map<Name, Optional<ZoneView>> zones = new ConcurrentHashMap<>();

  /** Serves a zone, in place of its earlier version if there is one. */
  public void put(CompiledZone zone) {
    zones.put(zone.apex(), Optional.of(zone));
  }

  /**
   * Holds the place of a zone that is known and cannot be answered for now: its names are found in
   * this view, whose methods fail, and not in a zone above it.
   */
  public void hold(ZoneView failing) {
    zones.put(failing.apex(), Optional.of(failing));
  }

  /** Serves a zone no longer, or gives its place free; false if there was neither. */
  public boolean remove(Name apex) {
    return zones.remove(apex) != null;
  }

  /** The zone of exactly this apex. */
  public Optional<CompiledZone> get(Name apex) {
    return zones
        .getOrDefault(apex, Optional.empty())
        .filter(CompiledZone.class::isInstance)
        .map(CompiledZone.class::cast);
  }

  /** The zones at this moment, in no order. */
  public Collection<CompiledZone> all() {
    return zones.values().stream()
        .map(Optional::orElseThrow)
        .filter(CompiledZone.class::isInstance)
        .map(CompiledZone.class::cast)
        .toList();
  }

  @Override
  public Optional<ZoneView> zone(Name name) {
    return longest(name, name.labelCount());
  }

  @Override
  public Optional<ZoneView> zoneAbove(Name name) {
    return longest(name, name.labelCount() - 1);
  }

  private Optional<ZoneView> longest(Name name, int most) {
    for (int labels = most; labels >= 0; labels--) {
      Optional<ZoneView> zone = zones.get(name.suffix(labels));
      if (zone != null) {
        return zone;
      }
    }
    return Optional.empty();
  }
}
