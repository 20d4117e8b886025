package org.polderdns.server.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;

/** Zones held in memory, which never block. Immutable; the views must be for many threads. */
public final class MemoryZones implements ZoneSource {
  private final Map<Name, Optional<ZoneView>> zones = new HashMap<>();

  /** These zones, one an apex; of two with the same the later is taken. */
  public MemoryZones(Iterable<? extends ZoneView> views) {
    for (ZoneView view : views) {
      zones.put(view.apex(), Optional.of(view));
    }
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
