package org.polderdns.zone.compiled;

import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

/**
 * Brings what some questions will need from memory before the first of them is answered. One look-up
 * after the other waits for each of its cache lines; here the waits of all questions run side by
 * side: first all names are hashed, then all slots of the index read, then all nodes touched.
 *
 * <p>The names it has read are there for the answers. For one thread.
 */
final class LookAhead {
  /** Questions at most; more are not looked at. */
  static final int MOST = 64;

  private static final int HEADER = 12;
  private static final int LINE = 64;
  private static final int LINES = 3;

  private final ZoneTables zones;
  private final NameKey[] keys = new NameKey[MOST];
  private final int[] begins = new int[MOST];
  private final int[] places = new int[MOST];
  private final ZoneTable.Table[] tables;
  private final int[] tableOf = new int[MOST];
  private final int[] slotOf = new int[MOST];
  private byte[] messages = {};
  private int count;
  private int next;
  private boolean held;
  private int touched; // keeps the reads from being left out as useless

  LookAhead(ZoneTables zones) {
    this.zones = zones;
    this.tables = new ZoneTable.Table[zones.count()];
    refresh();
    for (int i = 0; i < MOST; i++) {
      keys[i] = new NameKey();
    }
  }

  /**
   * Takes the questions that {@link #find} will be asked for, in their order; those of before are
   * forgotten.
   *
   * @param messages stay as they are until then; may be anything
   * @param bounds where each message begins and ends, in turn
   */
  void expect(byte[] messages, int[] bounds, int messageCount) {
    this.messages = messages;
    count = 0;
    next = 0;
    for (int i = 0; i < messageCount && count < MOST; i++) {
      int at = bounds[2 * i] + HEADER;
      int length = nameLength(messages, at, bounds[2 * i + 1]);
      if (length > 0) {
        keys[count].set(messages, at, length);
        begins[count++] = bounds[2 * i];
      }
    }
    slots();
    nodes();
  }

  /** Octets of a name that is not compressed, 0 if it is none. */
  private static int nameLength(byte[] messages, int from, int to) {
    int end = Math.min(to, from + Name.MAX_LENGTH);
    for (int at = from; at < end; at += 1 + messages[at]) {
      if (messages[at] == 0) {
        return at + 1 - from;
      }
      if (messages[at] < 0 || messages[at] > Name.MAX_LABEL_LENGTH) {
        return 0;
      }
    }
    return 0;
  }

  private void refresh() {
    for (int i = 0; i < tables.length; i++) {
      ZoneTable.Table now = zones.table(i).current();
      if (now != tables[i]) { // to write what is there already is not for nothing
        tables[i] = now;
      }
    }
  }

  private void slots() {
    refresh();
    held = false;
    for (int i = 0; i < count; i++) {
      zone(keys[i], i);
    }
    for (int i = 0; i < count; i++) {
      NameKey key = keys[i];
      ZoneView view = zone(i);
      places[i] = view instanceof CompiledZone zone ? zone.likelyPlace(key.hash(key.labels())) : 0;
      held |= view instanceof HeldPlace;
    }
  }

  private void zone(NameKey name, int index) {
    tableOf[index] = 0;
    slotOf[index] = -1;
    int least = 0;
    for (int i = 0; i < tables.length; i++) {
      int slot = tables[i].longest(name, name.labels(), least);
      if (slot >= 0) {
        tableOf[index] = i;
        slotOf[index] = slot;
        least = tables[i].labels(slot) + 1;
      }
    }
  }

  private void nodes() {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int place = places[i];
      if (place != 0 && zone(i) instanceof CompiledZone zone) {
        sum += touch(zone.chunks(), place);
      }
    }
    touched = sum;
  }

  /** The zone may be another version since the place was read. */
  private static int touch(byte[][] chunks, int place) {
    byte[] block = Chunks.find(chunks, place);
    int last = block.length - 1;
    int at = Chunks.offset(place);
    int sum = 0;
    for (int line = 0; line < LINES; line++) {
      sum += block[Math.min(last, at + line * LINE)];
    }
    return sum;
  }

  /** Whether the zone of one of the questions only holds its place. */
  boolean seesHeld() {
    return held;
  }

  /** Means nothing but that memory was read. */
  int touched() {
    return touched;
  }

  /** Which key is that of the message that begins there; -1 if it was not expected next. */
  int find(byte[] in, int begin) {
    if (in == messages) {
      for (; next < count; next++) {
        if (begins[next] == begin) {
          return next++;
        }
      }
    }
    return -1;
  }

  /** The zone of the message of a key; null if there is none. */
  @Nullable
  ZoneView zone(int index) {
    int slot = slotOf[index];
    if (slot < 0) {
      return null;
    }
    ZoneView zone = tables[tableOf[index]].zone(slot);
    return zone == null ? zones.find(keys[index]) : zone; // if it is gone by now
  }

  /** The names, used again for each {@link #expect}. */
  NameKey key(int index) {
    return keys[index];
  }
}
