package org.polderdns.backend.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a cache, each one array of octets that begins with a hash of 64 bits: open addressing,
 * at most three quarters full, growing with what is in it. For any number of threads: who looks for
 * an entry allocates nothing and never waits, and may miss one that is moved meanwhile; who changes
 * something waits for others that do.
 *
 * <p>Where there is no room an entry goes that was not used, so that a flood of entries that nobody
 * asks for again throws nothing out but itself.
 *
 * <pre>{@code
 * byte[] found = table.find(hash, entry -> isWanted(entry));
 * if (found == OctetTable.NONE) {
 *   table.put(entry, other -> isSame(other), () -> true);
 * } else {
 *   OctetTable.use(found);
 * }
 * }</pre>
 */
public final class OctetTable {
  /** No entry; known by identity. */
  public static final byte[] NONE = {};

  /** Octets at the beginning of an entry that are the table's: its hash, and how often it was used. */
  public static final int HEADER = 9;

  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(byte[][].class);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int USES = 8;
  private static final int MOST_USES = 3;
  private static final int LEAST = 16;
  private static final int OVERHEAD = 28; // octets: the array's header, a slot and a half
  private static final int WINDOW = 64; // entries of which the one used least goes

  /** Tells entries of one hash apart. */
  @FunctionalInterface
  public interface Wanted {
    boolean is(byte[] entry);
  }

  /** One size of the table. */
  private static final class Slots {
    final int[] tags; // of the hash of the entry in each slot, 0 where there is none
    final byte[] @Nullable [] entries;

    Slots(int size) {
      tags = new int[size];
      entries = new byte[size][];
    }

    int mask() {
      return tags.length - 1;
    }

    int home(int slot) {
      return tags[slot] & mask();
    }

    void set(int slot, byte @Nullable [] entry, int tag) {
      ENTRY.setRelease(entries, slot, entry);
      tags[slot] = tag;
    }
  }

  private volatile Slots slots = new Slots(LEAST);
  private final AtomicInteger size = new AtomicInteger(); // changed by who holds the lock
  private final AtomicLong octets = new AtomicLong(); // as is this, and the next
  private final int mostEntries;
  private final long mostOctets;
  private int hand; // where the next window begins

  /** An empty table. */
  public OctetTable(int mostEntries, long mostOctets) {
    this.mostEntries = mostEntries;
    this.mostOctets = mostOctets;
  }

  /** Sets the hash that an entry begins with. */
  public static void hash(byte[] entry, long hash) {
    LONG.set(entry, 0, hash);
  }

  /** The hash that an entry begins with. */
  public static long hash(byte[] entry) {
    return (long) LONG.get(entry, 0);
  }

  /** Says that an entry was of use. Any thread's, and so about right; written no more than needed. */
  public static void use(byte[] entry) {
    if (entry[USES] < MOST_USES) {
      entry[USES]++;
    }
  }

  private static int tag(long hash) {
    int tag = (int) (hash ^ hash >>> 32);
    return tag == 0 ? 1 : tag;
  }

  /** Entries in it. */
  public int size() {
    return size.get();
  }

  /** Octets of memory that the entries and their places take, about. */
  public long octets() {
    return octets.get();
  }

  private static long weight(byte[] entry) {
    return (long) OVERHEAD + entry.length + 7 & ~7;
  }

  /** The entry of a hash that is wanted, or {@link #NONE}. */
  public byte[] find(long hash, Wanted wanted) {
    Slots now = slots;
    int[] tags = now.tags;
    int tag = tag(hash);
    int mask = tags.length - 1;
    int i = tag & mask;
    for (int left = mask; tags[i] != 0 && left >= 0; left--) {
      if (tags[i] == tag) {
        byte[] entry = (byte[]) ENTRY.getAcquire(now.entries, i);
        if (entry != null && hash(entry) == hash && wanted.is(entry)) {
          return entry;
        }
      }
      i = i + 1 & mask;
    }
    return NONE;
  }

  /**
   * Reads the memory that {@link #find} will need first, so that waiting for it is done for several
   * hashes at once.
   *
   * @return a number of no meaning, that the reading is not left out as useless
   */
  public int touch(long hash) {
    Slots now = slots;
    return now.tags[tag(hash) & now.tags.length - 1];
  }

  /** As {@link #touch}, but the entry's own memory; to be called some hashes later. */
  public int touchEntry(long hash) {
    Slots now = slots;
    int i = tag(hash) & now.tags.length - 1;
    byte[] entry = now.tags[i] == tag(hash) ? now.entries[i] : null;
    return entry == null ? 0 : entry[entry.length - 1] + entry[0];
  }

  private static int slot(Slots in, long hash, Wanted wanted) {
    int tag = tag(hash);
    int i = tag & in.mask();
    for (; in.tags[i] != 0; i = i + 1 & in.mask()) {
      byte[] entry = in.entries[i];
      if (in.tags[i] == tag && entry != null && hash(entry) == hash && wanted.is(entry)) {
        return i;
      }
    }
    return i;
  }

  /**
   * Puts an entry in the place of the one that is the same, or adds it, and takes out what there is
   * no room for.
   *
   * @param good is asked while nothing else changes; if it says no, nothing is put
   * @return whether it was put
   */
  public synchronized boolean put(byte[] entry, Wanted same, BooleanSupplier good) {
    if (weight(entry) > mostOctets || !good.getAsBoolean()) {
      return false;
    }
    if (4L * (size.get() + 1) > 3L * slots.tags.length) {
      resize(2 * slots.tags.length);
    }
    Slots now = slots;
    int slot = slot(now, hash(entry), same);
    byte[] before = now.entries[slot];
    if (before != null) {
      entry[USES] = before[USES];
    }
    now.set(slot, entry, tag(hash(entry)));
    size.addAndGet(before == null ? 1 : 0);
    octets.addAndGet(weight(entry) - (before == null ? 0 : weight(before)));
    while (size.get() > 1 && (size.get() > mostEntries || octets.get() > mostOctets)) {
      removeLeastUsed(now, entry);
    }
    return true;
  }

  /** Takes out every entry for which a condition holds; returns how many. */
  public synchronized int removeIf(Predicate<byte[]> condition) {
    Slots now = slots;
    byte[][] all = Arrays.stream(now.entries)
        .filter(e -> e != null && !condition.test(e))
        .toArray(byte[][]::new);
    int removed = size.get() - all.length;
    if (removed > 0) {
      int length = LEAST;
      while (4L * (all.length + 1) > 3L * length) {
        length *= 2;
      }
      fill(all, length);
    }
    return removed;
  }

  /** Looks at some entries; the use of all of them counts for less if none was without. */
  private void removeLeastUsed(Slots from, byte[] spared) {
    int least = -1;
    int seen = 0;
    int at = hand;
    for (int left = from.tags.length; left > 0 && seen < WINDOW; left--) {
      at = at + 1 & from.mask();
      byte[] entry = from.entries[at];
      if (entry != null && entry != spared) {
        seen++;
        if (least < 0 || entry[USES] < uses(from, least)) {
          least = at;
        }
        if (entry[USES] == 0) {
          break;
        }
      }
    }
    if (uses(from, least) > 0) {
      for (int i = hand + 1 & from.mask(); i != (at + 1 & from.mask()); i = i + 1 & from.mask()) {
        byte[] entry = from.entries[i];
        if (entry != null && entry[USES] > 0) {
          entry[USES]--;
        }
      }
    }
    hand = at - 1 & from.mask(); // another may move to where this one is
    removeAt(from, least);
  }

  private static int uses(Slots in, int slot) {
    byte[] entry = in.entries[slot];
    return entry == null ? 0 : entry[USES];
  }

  private void removeAt(Slots from, int slot) {
    byte[] entry = from.entries[slot];
    size.decrementAndGet();
    octets.addAndGet(entry == null ? 0 : -weight(entry));
    int free = slot;
    for (int i = slot + 1 & from.mask(); from.tags[i] != 0; i = i + 1 & from.mask()) {
      boolean mayMove = (i - from.home(i) & from.mask()) >= (i - free & from.mask());
      if (mayMove) {
        from.set(free, from.entries[i], from.tags[i]);
        free = i;
      }
    }
    from.set(free, null, 0);
  }

  private void resize(int length) {
    Slots made = new Slots(length);
    Slots now = slots;
    for (int i = 0; i < now.tags.length; i++) {
      if (now.tags[i] != 0) {
        insert(made, now.entries[i], now.tags[i]);
      }
    }
    slots = made;
  }

  private void fill(byte[][] all, int length) {
    Slots made = new Slots(length);
    long sum = 0;
    for (byte[] entry : all) {
      insert(made, entry, tag(hash(entry)));
      sum += weight(entry);
    }
    size.set(all.length);
    octets.set(sum);
    slots = made;
  }

  private static void insert(Slots into, byte @Nullable [] entry, int tag) {
    int i = tag & into.mask();
    while (into.tags[i] != 0) {
      i = i + 1 & into.mask();
    }
    into.set(i, entry, tag);
  }
}
