package org.polderdns.backend;

import java.util.List;
import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.ZoneTable;

/** The longest match for a name among stores in memory, of equal ones the first; for one thread. */
final class ResidentMatch {
  /**
   * The zones of a store that has them all in memory.
   *
   * @param order the store's place in launch order, from 0
   */
  record Resident(ZoneTable table, int order) {}

  private Optional<ZoneView> zone = Optional.empty();
  private int labels;
  private int order;

  /**
   * Finds the zone of a name.
   *
   * @param above whether only zones above the name count
   */
  void find(List<Resident> residents, Name name, boolean above) {
    zone = Optional.empty();
    labels = -1;
    order = Integer.MAX_VALUE;
    for (int i = 0; i < residents.size(); i++) {
      Resident resident = residents.get(i);
      Optional<ZoneView> found = find(resident.table, name, above);
      if (found.isPresent() && found.get().apex().labelCount() > labels) {
        zone = found;
        labels = found.get().apex().labelCount();
        order = resident.order;
      }
    }
  }

  /** As the methods of {@link org.polderdns.zone.ZoneSource}. */
  static Optional<ZoneView> find(ZoneTable table, Name name, boolean above) {
    return above ? table.zoneAbove(name) : table.zone(name);
  }

  Optional<ZoneView> zone() {
    return zone;
  }

  /** Labels of its apex; -1 if there is none. */
  int labels() {
    return labels;
  }

  /** Whether a zone of another store goes before it. */
  boolean yieldsTo(int otherLabels, int otherOrder) {
    return otherLabels > labels || otherLabels == labels && otherOrder < order;
  }
}
