package org.polderdns.server;

import java.util.List;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ResidentZones;
import org.polderdns.server.query.Zones;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneTable;

/** Zones in memory and those of stores as one; of two zones of one name that in memory counts. */
final class ServedZones implements Zones {
  private final ZoneSource source;
  private final Optional<ZoneTable> table;

  /**
   * Reads the lists of zones.
   *
   * @throws org.polderdns.backend.StoreException if a store cannot give its own
   */
  ServedZones(List<ZoneView> views, List<Backend> backends, BackendSet.Options options) {
    ZoneTable memory = new ZoneTable();
    for (ZoneView view : views) {
      if (view instanceof CompiledZone zone) {
        memory.put(zone);
      } else {
        memory.hold(view);
      }
    }
    Optional<ZoneTable> resident = backends.size() == 1 && views.isEmpty()
        ? backends.get(0).capability(ResidentZones.class).map(ResidentZones::table)
        : Optional.empty();
    if (backends.isEmpty() || resident.isPresent()) {
      table = Optional.of(resident.orElse(memory));
      source = table.get();
    } else {
      BackendSet stores = new BackendSet(backends, options);
      source = views.isEmpty() ? stores : new Both(memory, stores);
      table = Optional.empty();
    }
  }

  @Override
  public Optional<ZoneTable> table() {
    return table;
  }

  @Override
  public ZoneSource newSource() {
    return source;
  }

  @Override
  public boolean mayBlock() {
    return table.isEmpty();
  }

  /** The longer match of two sources. */
  private record Both(ZoneSource first, ZoneSource second) implements ZoneSource {
    @Override
    public Optional<ZoneView> zone(Name name) {
      return longer(first.zone(name), second.zone(name));
    }

    @Override
    public Optional<ZoneView> zoneAbove(Name name) {
      return longer(first.zoneAbove(name), second.zoneAbove(name));
    }

    private static Optional<ZoneView> longer(Optional<ZoneView> a, Optional<ZoneView> b) {
      if (a.isEmpty() || b.isEmpty()) {
        return a.isEmpty() ? b : a;
      }
      return a.get().apex().labelCount() >= b.get().apex().labelCount() ? a : b;
    }
  }
}
