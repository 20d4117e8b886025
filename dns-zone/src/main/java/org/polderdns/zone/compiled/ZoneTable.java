package org.polderdns.zone.compiled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;

/**
 * The zones in memory that are served, by name. Zones come, change and go while questions are
 * answered; a reader sees a zone before or after a change, and never waits. For any number of
 * threads.
 */
public final class ZoneTable implements ZoneSource {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Slot[].class);
  private static final ThreadLocal<NameKey> KEYS = ThreadLocal.withInitial(NameKey::new);
  private static final int MAX_LABELS = 127;
  private static final int NONE = -1;

  /** A zone's place, kept when the zone is not served any more: it may come back. */
  private static final class Slot {
    final long hash;
    final byte[] apex; // in lower case
    final int labels;
    volatile @Nullable ZoneView zone;

    Slot(long hash, byte[] apex, int labels) {
      this.hash = hash;
      this.apex = apex;
      this.labels = labels;
    }
  }

  /** Open addressing, at most half full. Slots are only added; a larger table replaces it. */
  static final class Table {
    private final Slot[] slots;

    /** Zones with so many labels, those not served any more included; written by one thread. */
    private final boolean[] depths = new boolean[MAX_LABELS + 1];

    private final boolean unread;
    private volatile int mostLabels;
    private int used;

    Table(int size) {
      slots = new Slot[size];
      unread = false;
    }

    /** Of zones that are not known yet: all names are found in this view, whatever others have. */
    Table(ZoneView standIn) {
      Slot slot = new Slot(0, new byte[0], MAX_LABELS);
      slot.zone = standIn;
      slots = new Slot[] {slot};
      unread = true;
    }

    private void add(Slot slot) {
      int mask = slots.length - 1;
      int i = (int) slot.hash & mask;
      while (slots[i] != null) {
        i = i + 1 & mask;
      }
      depths[slot.labels] = true;
      SLOT.setRelease(slots, i, slot);
      mostLabels = Math.max(mostLabels, slot.labels);
      used++;
    }

    /** The slot of the zone whose apex is the suffix of so many labels, or {@link #NONE}. */
    private int find(NameKey key, int labels) {
      int mask = slots.length - 1;
      long hash = key.hash(labels);
      for (int i = (int) hash & mask; ; i = i + 1 & mask) {
        Slot slot = (Slot) SLOT.getAcquire(slots, i);
        if (slot == null) {
          return NONE;
        }
        if (slot.hash == hash && key.endsIn(slot.apex, labels)) {
          return i;
        }
      }
    }

    /** The slot of the zone served with the longest apex within these numbers of labels, or that. */
    int longest(NameKey name, int most, int least) {
      if (unread) {
        return 0;
      }
      for (int labels = Math.min(most, mostLabels); labels >= least; labels--) {
        if (depths[labels]) {
          int slot = find(name, labels);
          if (zone(slot) != null) {
            return slot;
          }
        }
      }
      return NONE;
    }

    /** Labels of the apex of a slot. */
    int labels(int slot) {
      return slots[slot].labels;
    }

    /** The zone in a slot, null if there is none any more. */
    @Nullable
    ZoneView zone(int slot) {
      return slot < 0 ? null : slots[slot].zone;
    }
  }

  private volatile Table table;
  private @Nullable Table unpublished; // guarded by this; not null while the zones are not known
  private @Nullable Admission admission; // guarded by this; null: all is served as it is put

  /** A table without zones. */
  public ZoneTable() {
    table = new Table(16);
  }

  /**
   * A table of zones that are not known yet. Until {@link #publish} every name is found in {@code
   * standIn} and in no other table.
   */
  public ZoneTable(ZoneView standIn) {
    table = new Table(standIn);
    unpublished = new Table(16);
  }

  /** From now on the zones are found that were put here, if they were not known before. */
  public synchronized void publish() {
    Table made = unpublished;
    if (made != null) {
      table = made;
      unpublished = null;
    }
  }

  private synchronized Table filling() {
    Table made = unpublished;
    return made == null ? table : made;
  }

  /** From now on this decides what is served, of the zones that are here already too. */
  public synchronized void admitBy(Admission decides) {
    admission = decides;
    for (CompiledZone zone : all()) {
      put(zone);
    }
  }

  /** Serves a zone, in place of its earlier version if there is one. */
  public synchronized void put(CompiledZone zone) {
    if (admission == null) {
      set(zone);
    } else {
      admission.admit(zone).ifPresent(this::set);
    }
  }

  /** Asks again what is to be served of the zone of that apex, if there is one. */
  public synchronized void readmit(Name apex) {
    Slot slot = slot(apex);
    ZoneView served = slot == null ? null : slot.zone;
    if (slot != null && served != null && admission != null) {
      slot.zone = admission.again(served);
    }
  }

  /**
   * Holds the place of a zone that is known and cannot be answered for now: its names are found in
   * this view, whose methods fail, and not in a zone above it.
   */
  public void hold(ZoneView failing) {
    set(failing);
  }

  /** Serves and holds these in place of all that is here, at once, whatever is decided of others. */
  public synchronized void replaceAll(Collection<? extends ZoneView> zones) {
    Table made = new Table(sizeFor(zones.size(), 16));
    NameKey key = KEYS.get();
    for (ZoneView zone : zones) {
      key.set(zone.apex());
      int slot = made.find(key, key.labels());
      if (slot < 0) {
        made.add(slotFor(key, zone));
      } else {
        made.slots[slot].zone = zone;
      }
    }
    table = made;
    unpublished = null;
  }

  private static Slot slotFor(NameKey key, ZoneView zone) {
    byte[] apex = zone instanceof HeldPlace place
        ? place.octets()
        : Arrays.copyOf(key.octets(), key.length());
    Slot slot = new Slot(key.hash(key.labels()), apex, key.labels());
    slot.zone = zone;
    return slot;
  }

  private synchronized void set(ZoneView zone) {
    NameKey key = KEYS.get();
    key.set(zone.apex());
    Table into = filling();
    int slot = into.find(key, key.labels());
    if (slot >= 0) {
      into.slots[slot].zone = zone;
      return;
    }
    if (2 * (into.used + 1) > into.slots.length) {
      into = larger(into);
      if (unpublished == null) {
        table = into;
      } else {
        unpublished = into;
      }
    }
    into.add(slotFor(key, zone));
  }

  /** A table with room, without the zones that are not served any more. */
  private static Table larger(Table full) {
    List<Slot> served = new ArrayList<>();
    for (Slot slot : full.slots) {
      if (slot != null && slot.zone != null) {
        served.add(slot);
      }
    }
    Table made = new Table(sizeFor(served.size(), full.slots.length));
    served.forEach(made::add);
    return made;
  }

  /** Slots, a power of two, for so many zones and as many more. */
  private static int sizeFor(int zones, int least) {
    int size = least;
    while (4L * (zones + 1) > size) {
      size *= 2;
    }
    return size;
  }

  /** Serves a zone no longer, or gives its place free; false if there was neither. */
  public synchronized boolean remove(Name apex) {
    Slot slot = slot(apex);
    if (slot == null || slot.zone == null) {
      return false;
    }
    slot.zone = null;
    tellGone(apex);
    return true;
  }

  private void tellGone(Name apex) {
    if (admission != null) {
      admission.gone(apex);
    }
  }

  /**
   * Serves no longer, and gives the places free, of those for which a condition holds. The condition
   * is asked without a lock held, and again of a zone that was replaced meanwhile.
   */
  public void removeIf(Predicate<? super ZoneView> condition) {
    for (Slot slot : filling().slots) {
      ZoneView zone = slot == null ? null : slot.zone;
      while (zone != null && condition.test(zone)) {
        zone = takenOut(slot, zone);
      }
    }
  }

  /** Takes a zone out of its slot; what is there in its place, which is left, or null. */
  private synchronized @Nullable ZoneView takenOut(Slot slot, ZoneView zone) {
    if (slot.zone == zone) {
      slot.zone = null;
      tellGone(zone.apex());
    }
    return slot.zone;
  }

  /** How many zones are served or have their place held. */
  public synchronized int size() {
    int size = 0;
    for (Slot slot : filling().slots) {
      size += slot != null && slot.zone != null ? 1 : 0;
    }
    return size;
  }

  /** What is served, or holds the place, of exactly this apex. */
  public Optional<ZoneView> at(Name apex) {
    Slot slot = slot(apex);
    return slot == null ? Optional.empty() : Optional.ofNullable(slot.zone);
  }

  /** The zone of exactly this apex. */
  public Optional<CompiledZone> get(Name apex) {
    Slot slot = slot(apex);
    return slot != null && slot.zone instanceof CompiledZone zone
        ? Optional.of(zone)
        : Optional.empty();
  }

  private @Nullable Slot slot(Name apex) {
    NameKey key = KEYS.get();
    key.set(apex);
    Table now = filling();
    int slot = now.find(key, key.labels());
    return slot < 0 ? null : now.slots[slot];
  }

  /** The zones at this moment, in no order. */
  public Collection<CompiledZone> all() {
    List<CompiledZone> all = new ArrayList<>();
    for (Slot slot : filling().slots) {
      if (slot != null && slot.zone instanceof CompiledZone zone) {
        all.add(zone);
      }
    }
    return all;
  }

  /** The slots as they are; zones that come may be in a larger table only. */
  Table current() {
    return table;
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
    NameKey key = KEYS.get();
    key.set(name);
    Table now = table;
    ZoneView found = now.zone(now.longest(key, most, 0));
    return found instanceof CompiledZone zone ? zone.asView() : Optional.ofNullable(found);
  }
}
