package org.polderdns.wire;

import java.util.Arrays;
import java.util.Objects;

/**
 * Writes a message from left to right, compressing names (RFC 1035 §4.1.4).
 *
 * <p>Nothing is thrown when the limit is reached: what does not fit is left out, and {@link
 * #overflowed()} says so from then on, until {@link #rewind} goes back to before that place. So a
 * server can try an RRset and take it back:
 *
 * <pre>{@code
 * int mark = writer.offset();
 * writeRRset(writer);
 * if (writer.overflowed()) {
 *   writer.rewind(mark);
 *   truncated = true;
 * }
 * }</pre>
 *
 * <p>Reusable ({@link #reset}) and then free of allocation. Not for use by several threads at once.
 */
public final class OctetWriter {
  /** The longest message: what the length prefix of TCP can say. */
  public static final int MAX_MESSAGE = 65535;

  private static final int MAX_POINTER = 0x3fff;
  private static final int SLOT_BITS = 10;
  private static final int SLOTS = 1 << SLOT_BITS; // at least twice MAX_SUFFIXES
  private static final int MAX_SUFFIXES = 400;
  private static final int FEW = 16;
  private static final long PARENT_FACTOR = 0x9e3779b97f4a7c15L;
  private static final long HASH_FACTOR = 0xd6e8feb86659fd93L;

  private byte[] octets;
  private final boolean growing;
  private int start;
  private int limit; // exclusive, in octets[]
  private int position;
  private boolean overflowed;

  // Suffixes written so far, each a label below the entry of its parent (0: the root). While they
  // are few they are searched one by one, then by slots, an open-addressed table of entries.
  private final long[] keyOf = new long[MAX_SUFFIXES + 1]; // of the first octets and the parent
  private final short[] parentOf = new short[MAX_SUFFIXES + 1];
  private final short[] placeOf = new short[MAX_SUFFIXES + 1];
  private final short[] slotOf = new short[MAX_SUFFIXES + 1];
  private final short[] slots = new short[SLOTS];
  private boolean hashed;
  private int suffixes;

  // Names written whole lately, by their hashes, and the entries that they are; of this epoch only.
  private static final int KNOWN = 32; // a power of two
  private final Name[] knownName = new Name[KNOWN];
  private final short[] knownEntry = new short[KNOWN];
  private final long[] knownEpoch = new long[KNOWN];
  private long epoch = 1;

  // Where suffixes stand in the message that is copied, and the entries that they became.
  private final int[] sourceOf = new int[KNOWN];
  private final short[] sourceEntry = new short[KNOWN];

  private final int[] places = new int[Name.MAX_LENGTH / 2 + 1]; // of the labels of a name

  /** Writes into an array of its own that grows up to {@code maxLength} octets. */
  public OctetWriter(int maxLength) {
    this.octets = new byte[Math.min(maxLength, 512)];
    this.growing = true;
    this.limit = maxLength;
  }

  /** Writes into {@code octets[from]} to {@code octets[to - 1]}. */
  public OctetWriter(byte[] octets, int from, int to) {
    Objects.checkFromToIndex(from, to, octets.length);
    this.octets = octets;
    this.growing = false;
    this.start = from;
    this.position = from;
    this.limit = to;
  }

  /** Starts again with nothing written, in the same array, with at most {@code maxLength}. */
  public void reset(int maxLength) {
    if (!growing && start + maxLength > octets.length) {
      throw new IllegalArgumentException("no room for " + maxLength + " octets");
    }
    rewind(0);
    limit = start + maxLength;
  }

  /** Starts again in {@code array[from]} to {@code array[to - 1]}; not for a growing writer. */
  public void reset(byte[] array, int from, int to) {
    if (growing) {
      throw new IllegalStateException("a growing writer has its own array");
    }
    Objects.checkFromToIndex(from, to, array.length);
    rewind(0);
    octets = array;
    start = from;
    position = from;
    limit = to;
  }

  /** Octets written so far. */
  public int offset() {
    return position - start;
  }

  /** Octets that still fit. */
  public int remaining() {
    return limit - position;
  }

  /** Changes the most octets that may be written in all; what is written already stays. */
  public void limit(int maxLength) {
    if (!growing && start + maxLength > octets.length) {
      throw new IllegalArgumentException("no room for " + maxLength + " octets");
    }
    limit = start + maxLength;
  }

  /** Whether something did not fit since the start or the last {@link #rewind}. */
  public boolean overflowed() {
    return overflowed;
  }

  /** Takes back all that was written from {@code offset} on. */
  public void rewind(int offset) {
    position = start + offset;
    overflowed = false;
    if (suffixes > 0 && placeOf[suffixes] >= offset) {
      epoch++;
      do {
        if (hashed) {
          slots[slotOf[suffixes]] = 0;
        }
        suffixes--;
      } while (suffixes > 0 && placeOf[suffixes] >= offset);
      if (hashed && suffixes <= FEW) {
        for (int entry = 1; entry <= suffixes; entry++) {
          slots[slotOf[entry]] = 0;
        }
        hashed = false;
      }
    }
  }

  private boolean claim(int length) {
    if (length > limit - position || overflowed) {
      overflowed = true;
      return false;
    }
    if (growing && position + length > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(position + length, octets.length * 2));
    }
    return true;
  }

  public void u8(int value) {
    if (claim(1)) {
      octets[position++] = (byte) value;
    }
  }

  public void u16(int value) {
    if (claim(2)) {
      octets[position] = (byte) (value >> 8);
      octets[position + 1] = (byte) value;
      position += 2;
    }
  }

  /** Writes the low 32 bits of {@code value}. */
  public void u32(long value) {
    if (claim(4)) {
      octets[position] = (byte) (value >> 24);
      octets[position + 1] = (byte) (value >> 16);
      octets[position + 2] = (byte) (value >> 8);
      octets[position + 3] = (byte) value;
      position += 4;
    }
  }

  /** Writes the low 48 bits of {@code value}. */
  public void u48(long value) {
    u16((int) (value >> 32));
    u32(value);
  }

  public void octets(Octets value) {
    octets(value.array(), 0, value.length());
  }

  public void octets(byte[] source, int from, int length) {
    if (claim(length)) {
      Lower.copy(source, from, octets, position, length);
      position += length;
    }
  }

  /** Writes what stands in a record between owner name and RDATA, RDLENGTH 0. */
  void recordHead(int type, int rclass, long ttl) {
    if (claim(10)) {
      int at = position;
      octets[at] = (byte) (type >> 8);
      octets[at + 1] = (byte) type;
      octets[at + 2] = (byte) (rclass >> 8);
      octets[at + 3] = (byte) rclass;
      octets[at + 4] = (byte) (ttl >> 24);
      octets[at + 5] = (byte) (ttl >> 16);
      octets[at + 6] = (byte) (ttl >> 8);
      octets[at + 7] = (byte) ttl;
      octets[at + 8] = 0;
      octets[at + 9] = 0;
      position = at + 10;
    }
  }

  /** Overwrites two octets already written, as counts and lengths need it. */
  public void setU16(int offset, int value) {
    if (start + offset + 2 <= position) {
      octets[start + offset] = (byte) (value >> 8);
      octets[start + offset + 1] = (byte) value;
    }
  }

  /** Writes a name whole, as RDATA of types after RFC 1035 needs it (RFC 3597 §4). */
  public void uncompressedName(Name name) {
    octets(name.data(), 0, name.length());
  }

  /** Writes a name, its longest suffix that stands in the message already as a pointer to it. */
  public void name(Name name) {
    int known = name.hashCode() & KNOWN - 1;
    if (knownEpoch[known] == epoch && name.equals(knownName[known])) {
      pointer(knownEntry[known]);
      return;
    }
    byte[] data = name.data();
    int labels = name.labelCount();
    for (int label = 0; label < labels; label++) {
      places[label] = data[name.length() + label] & 0xff;
    }
    int entry = labels(data, labels, 0);
    if (entry != 0) {
      knownName[known] = name;
      knownEntry[known] = (short) entry;
      knownEpoch[known] = epoch;
    }
  }

  /**
   * As {@link #name(Name)}, for a name in wire form inside of an array.
   *
   * @param data holds the uncompressed name from {@code at} on, well formed
   * @return the octets that the name takes in {@code data}
   */
  public int name(byte[] data, int at) {
    int labels = 0;
    int end = at;
    while (data[end] != 0) {
      places[labels++] = end;
      end += 1 + data[end];
    }
    labels(data, labels, 0);
    return end + 1 - at;
  }

  /** Another message is going to be copied by {@link #nameOf}. */
  void beginSource() {
    Arrays.fill(sourceEntry, (short) 0);
  }

  /**
   * Writes the name at {@code at} of the message that is copied, where it may be compressed, well
   * formed. A pointer to what was copied before needs no search for what it became.
   *
   * @return behind the name in {@code message}
   */
  int nameOf(byte[] message, int start, int at) {
    int i = at;
    int labels = 0;
    int top = 0;
    int end = 0;
    int size;
    while ((size = message[i]) != 0) {
      if (size > 0) {
        places[labels++] = i;
        i += 1 + size;
        continue;
      }
      end = end == 0 ? i + 2 : end;
      int target = (size & 0x3f) << 8 | message[i + 1] & 0xff;
      int known = target & KNOWN - 1;
      if (sourceOf[known] == target && sourceEntry[known] != 0) {
        top = sourceEntry[known];
        break;
      }
      i = start + target;
    }
    end = end == 0 ? i + 1 : end;
    int entry = labels(message, labels, top);
    for (int label = 0; label < labels && entry > top; label++) {
      int source = places[label] - start;
      int known = source & KNOWN - 1;
      sourceOf[known] = source;
      sourceEntry[known] = (short) entry;
      entry = parentOf[entry];
    }
    return end;
  }

  /** As {@link #nameOf}, without compression. */
  int uncompressedNameOf(byte[] message, int start, int at) {
    long scanned = Names.scan(message, start, at, message.length);
    int length = Names.length(scanned);
    if (claim(length)) {
      position = Names.expand(message, start, at, octets, position);
    }
    return Names.end(scanned);
  }

  /**
   * Writes a name whose labels stand at {@link #places} in {@code data}, below the suffix that
   * {@code top} is the entry of, 0 for the root.
   *
   * @return the entry of the whole name, 0 if it has none
   */
  private int labels(byte[] data, int labels, int top) {
    int parent = top;
    int own = labels; // to be written before the pointer
    long key = 0; // of the label that was not found
    while (own > 0) {
      key = key(data, places[own - 1], parent);
      int entry = find(key, data, places[own - 1], parent);
      if (entry == 0) {
        break;
      }
      parent = entry;
      own--;
    }
    int length = parent == 0 ? 1 : 2;
    for (int label = 0; label < own; label++) {
      length += 1 + data[places[label]];
    }
    if (!claim(length)) {
      return 0;
    }
    int at = position;
    for (int label = 0; label < own; label++) {
      int size = 1 + data[places[label]];
      Lower.copy(data, places[label], octets, at, size);
      at += size;
    }
    position += length;
    if (parent == 0) {
      octets[at] = 0;
    } else {
      octets[at] = (byte) (0xc0 | placeOf[parent] >> 8);
      octets[at + 1] = (byte) placeOf[parent];
    }
    for (int label = own - 1; label >= 0; label--) {
      at -= 1 + data[places[label]];
      if (at - start > MAX_POINTER || suffixes == MAX_SUFFIXES) {
        return 0;
      }
      if (label < own - 1) {
        key = key(data, places[label], parent);
      }
      parent = add(key, parent, at - start);
    }
    return parent;
  }

  private void pointer(int entry) {
    if (claim(2)) {
      octets[position] = (byte) (0xc0 | placeOf[entry] >> 8);
      octets[position + 1] = (byte) placeOf[entry];
      position += 2;
    }
  }

  private static long key(byte[] data, int at, int parent) {
    return Lower.word(data, at, 1 + data[at]) + parent * PARENT_FACTOR;
  }

  /** The entry of the label at {@code at} below {@code parent}, 0 if there is none. */
  private int find(long key, byte[] data, int at, int parent) {
    if (!hashed) {
      for (int entry = 1; entry <= suffixes; entry++) {
        if (keyOf[entry] == key && is(entry, data, at, parent)) {
          return entry;
        }
      }
      return 0;
    }
    int slot = slot(data, at, key);
    int entry;
    while ((entry = slots[slot]) != 0) {
      if (keyOf[entry] == key && is(entry, data, at, parent)) {
        return entry;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return 0;
  }

  /** Whether an entry of the same key is the label at {@code at}, behind its first octets too. */
  private boolean is(int entry, byte[] data, int at, int parent) {
    int size = data[at];
    int place = start + placeOf[entry];
    return parentOf[entry] == parent
        && (size < 8
            || octets[place] == size && Lower.equal(data, at + 8, octets, place + 8, size - 7));
  }

  private int add(long key, int parent, int place) {
    int entry = ++suffixes;
    keyOf[entry] = key;
    parentOf[entry] = (short) parent;
    placeOf[entry] = (short) place;
    if (hashed) {
      hash(entry);
    } else if (entry > FEW) {
      hashed = true;
      for (int i = 1; i <= entry; i++) {
        hash(i);
      }
    }
    return entry;
  }

  private void hash(int entry) {
    int slot = slot(octets, start + placeOf[entry], keyOf[entry]);
    while (slots[slot] != 0) {
      slot = slot + 1 & SLOTS - 1;
    }
    slots[slot] = (short) entry;
    slotOf[entry] = (short) slot;
  }

  /** Where to look first for the label at {@code at} of {@code data}. */
  private static int slot(byte[] data, int at, long key) {
    int size = data[at];
    long h = key;
    if (size > 7) {
      h = h * HASH_FACTOR ^ Lower.word(data, at + size - 7, 8);
    }
    return (int) (h * HASH_FACTOR >>> 64 - SLOT_BITS);
  }

  /** The octets written. */
  public byte[] toArray() {
    return Arrays.copyOfRange(octets, start, position);
  }

  /** The octets written. */
  public Octets toOctets() {
    return Octets.copyOf(octets, start, position);
  }

  /** The array written to, from its start; the same one until the writer grows. */
  public byte[] array() {
    return octets;
  }
}
