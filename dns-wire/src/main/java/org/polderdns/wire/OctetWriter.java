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

  private byte[] octets;
  private final boolean growing;
  private int start;
  private int limit; // exclusive, in octets[]
  private int position;
  private boolean overflowed;

  // Suffixes written so far, each a label behind the entry of its parent (0: the root). slots is
  // an open-addressed table of entry numbers.
  private final short[] slots = new short[SLOTS];
  private final short[] slotOf = new short[MAX_SUFFIXES + 1];
  private final short[] parentOf = new short[MAX_SUFFIXES + 1];
  private final short[] placeOf = new short[MAX_SUFFIXES + 1];
  private final long[] wordOf = new long[MAX_SUFFIXES + 1]; // the label's first octets, lower case
  private int suffixes;

  private final byte[] labelStarts = new byte[Name.MAX_LENGTH / 2 + 1];
  private final byte[] expanded = new byte[Name.MAX_LENGTH + 8]; // read eight at a time

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
    while (suffixes > 0 && placeOf[suffixes] >= offset) {
      slots[slotOf[suffixes--]] = 0;
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
      System.arraycopy(source, from, octets, position, length);
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
    byte[] data = name.data();
    name(data, 0, name.length(), name.labelCount(), data, name.length());
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
      labelStarts[labels++] = (byte) (end - at);
      end += 1 + data[end];
    }
    int length = end + 1 - at;
    name(data, at, length, labels, labelStarts, 0);
    return length;
  }

  /** Writes the name at {@code at} of a message, where it may be compressed, well formed. */
  void nameOf(byte[] message, int start, int at) {
    int labels = Names.expand(message, start, at, expanded, labelStarts);
    int last = labels == 0 ? 0 : labelStarts[labels - 1] & 0xff;
    int length = labels == 0 ? 1 : last + 2 + expanded[last];
    name(expanded, 0, length, labels, labelStarts, 0);
  }

  void uncompressedNameOf(byte[] message, int start, int at) {
    octets(expanded, 0, Names.expand(message, start, at, expanded, 0));
  }

  private void name(byte[] data, int at, int length, int labels, byte[] starts, int firstStart) {
    int parent = 0;
    int slot = 0;
    int label = labels - 1;
    for (; label >= 0; label--) {
      int place = at + (starts[firstStart + label] & 0xff);
      long word = Lower.word(data, place, 1 + data[place]);
      slot = slot(data, place, word, parent);
      int entry = 0;
      while ((entry = slots[slot]) != 0
          && !(parentOf[entry] == parent
              && wordOf[entry] == word
              && sameTail(data, place, start + placeOf[entry]))) {
        slot = slot + 1 & SLOTS - 1;
      }
      if (entry == 0) {
        break;
      }
      parent = entry;
    }
    int begin = position - start;
    if (parent == 0) {
      octets(data, at, length);
    } else {
      int own = 0;
      if (label >= 0) {
        int last = starts[firstStart + label] & 0xff;
        own = last + 1 + data[at + last];
      }
      if (claim(own + 2)) {
        if (own > 0) {
          System.arraycopy(data, at, octets, position, own);
        }
        position += own;
        octets[position] = (byte) (0xc0 | placeOf[parent] >> 8);
        octets[position + 1] = (byte) placeOf[parent];
        position += 2;
      }
    }
    if (overflowed) {
      return;
    }
    for (boolean found = true; label >= 0; label--, found = false) {
      int labelStart = starts[firstStart + label] & 0xff;
      int place = begin + labelStart;
      if (place > MAX_POINTER || suffixes == MAX_SUFFIXES) {
        return;
      }
      long word = Lower.word(data, at + labelStart, 1 + data[at + labelStart]);
      if (!found) {
        slot = slot(data, at + labelStart, word, parent);
        while (slots[slot] != 0) {
          slot = slot + 1 & SLOTS - 1;
        }
      }
      int entry = ++suffixes;
      slots[slot] = (short) entry;
      slotOf[entry] = (short) slot;
      parentOf[entry] = (short) parent;
      placeOf[entry] = (short) place;
      wordOf[entry] = word;
      parent = entry;
    }
  }

  /** Where to look first for the label at {@code at}, which {@code word} begins, below an entry. */
  private static int slot(byte[] data, int at, long word, int parent) {
    int size = data[at];
    long h = word ^ parent * 0x9e3779b97f4a7c15L;
    if (size > 7) {
      h = h * 0xd6e8feb86659fd93L ^ Lower.word(data, at + size - 7, 8);
    }
    h *= 0xd6e8feb86659fd93L;
    return (int) (h >>> 64 - SLOT_BITS);
  }

  /** Whether two labels of the same length are the same behind the octets of their words. */
  private boolean sameTail(byte[] data, int at, int place) {
    int size = data[at];
    return size <= 7 || Lower.equal(data, at + 8, octets, place + 8, size - 7);
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
