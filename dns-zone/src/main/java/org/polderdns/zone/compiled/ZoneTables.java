package org.polderdns.zone.compiled;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;

/**
 * Tables searched as one: of the zones that a name is at or below that with the longest apex counts,
 * and of two with the same apex that of the earlier table. For any number of threads.
 */
public final class ZoneTables implements ZoneSource {
  private static final ThreadLocal<NameKey> KEYS = ThreadLocal.withInitial(NameKey::new);

  private final ZoneTable[] tables;

  private ZoneTables(ZoneTable[] tables) {
    this.tables = tables;
  }

  /** Tables, that which goes before the others first. */
  public static ZoneTables of(List<ZoneTable> tables) {
    return new ZoneTables(tables.toArray(ZoneTable[]::new));
  }

  int count() {
    return tables.length;
  }

  ZoneTable table(int index) {
    return tables[index];
  }

  /** The zone with the longest apex that a name is at or below; null if there is none. */
  @Nullable
  ZoneView find(NameKey name) {
    return longest(name, name.labels());
  }

  private @Nullable ZoneView longest(NameKey name, int most) {
    ZoneView longest = null;
    int least = 0;
    for (ZoneTable table : tables) {
      ZoneTable.Table now = table.current();
      int slot;
      ZoneView zone;
      do {
        slot = now.longest(name, most, least);
        zone = now.zone(slot);
      } while (slot >= 0 && zone == null); // gone since it was found
      if (zone != null) {
        longest = zone;
        least = now.labels(slot) + 1;
      }
    }
    return longest;
  }

  @Override
  public Optional<ZoneView> zone(Name name) {
    return find(name, name.labelCount());
  }

  @Override
  public Optional<ZoneView> zoneAbove(Name name) {
    return find(name, name.labelCount() - 1);
  }

  private Optional<ZoneView> find(Name name, int most) {
    NameKey key = KEYS.get();
    key.set(name);
    ZoneView found = longest(key, most);
    return found instanceof CompiledZone zone ? zone.asView() : Optional.ofNullable(found);
  }
}
