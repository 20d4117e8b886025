package org.polderdns.wire;

import java.util.Objects;

/**
 * Reads a message or a part of it from left to right. Every method throws {@link
 * WireFormatException} where the octets end too early; none reads outside its bounds.
 *
 * <p>Not for use by several threads at once.
 */
public final class OctetReader {
  /** A name of 127 labels, each behind a pointer, is the most that is ever followed. */
  private static final int MAX_POINTERS = 127;

  private final byte[] octets;
  private final int start; // of the message; pointers count from here
  private int limit;
  private int position;

  /** Reads {@code octets[from]} to {@code octets[to - 1]}, the first being offset 0. */
  public OctetReader(byte[] octets, int from, int to) {
    Objects.checkFromToIndex(from, to, octets.length);
    this.octets = octets;
    this.start = from;
    this.limit = to;
    this.position = from;
  }

  public OctetReader(byte[] octets) {
    this(octets, 0, octets.length);
  }

  /** Octets from the start of the message to the next one to be read. */
  public int offset() {
    return position - start;
  }

  /** Octets left up to the limit. */
  public int remaining() {
    return limit - position;
  }

  /**
   * Sets the end to {@code length} octets from here, as for RDATA, and returns the old end for
   * {@link #restoreLimit}.
   */
  public int limit(int length) {
    need(length);
    int old = limit;
    limit = position + length;
    return old;
  }

  /** Takes back the end that {@link #limit(int)} returned. */
  public void restoreLimit(int old) {
    limit = old;
  }

  /** Goes to {@code offset} octets from the start of the message, at most to the limit. */
  public void seek(int offset) {
    if (offset < 0 || offset > limit - start) {
      throw WireFormatException.at(offset, "outside of the message");
    }
    position = start + offset;
  }

  public int u8() {
    need(1);
    return octets[position++] & 0xff;
  }

  public int u16() {
    need(2);
    int value = (octets[position] & 0xff) << 8 | octets[position + 1] & 0xff;
    position += 2;
    return value;
  }

  /** A 32-bit number, 0 to 2^32-1. */
  public long u32() {
    need(4);
    long value = (octets[position] & 0xffL) << 24
        | (octets[position + 1] & 0xff) << 16
        | (octets[position + 2] & 0xff) << 8
        | octets[position + 3] & 0xff;
    position += 4;
    return value;
  }

  /** A 48-bit number, as TSIG's time (RFC 8945 §4.2). */
  public long u48() {
    return (long) u16() << 32 | u32();
  }

  public Octets octets(int length) {
    need(length);
    Octets value = Octets.copyOf(octets, position, position + length);
    position += length;
    return value;
  }

  /** Copies {@code length} octets into {@code target} from {@code at} on. */
  public void octets(byte[] target, int at, int length) {
    need(length);
    System.arraycopy(octets, position, target, at, length);
    position += length;
  }

  /** All octets up to the limit. */
  public Octets rest() {
    return octets(remaining());
  }

  public void skip(int length) {
    need(length);
    position += length;
  }

  /** A name that may be compressed; pointers lead backwards only (RFC 1035 §4.1.4). */
  public Name name() {
    return name(true);
  }

  /** A name in which a pointer is an error (RFC 3597 §4). */
  public Name uncompressedName() {
    return name(false);
  }

  private Name name(boolean pointersAllowed) {
    int at = position;
    int length = 0;
    int labels = 0;
    while (true) {
      if (at >= limit) {
        throw endsEarly();
      }
      int size = octets[at];
      if (size > 0 && size <= Name.MAX_LABEL_LENGTH) {
        length += 1 + size;
        labels++;
        at += 1 + size;
      } else if (size == 0) {
        if (length + 1 > Name.MAX_LENGTH) {
          throw WireFormatException.at(offset(), "name longer than 255 octets");
        }
        Name name = labels == 0 ? Name.ROOT : Name.ofChecked(octets, position, length + 1, labels);
        position = at + 1;
        return name;
      } else if ((size & 0xc0) == 0xc0) {
        if (!pointersAllowed) {
          throw WireFormatException.at(at - start, "compressed name where none is allowed");
        }
        return compressed(at);
      } else {
        throw WireFormatException.at(at - start, "unknown label type " + (size >> 6 & 3));
      }
      if (length >= Name.MAX_LENGTH) {
        throw WireFormatException.at(offset(), "name longer than 255 octets");
      }
    }
  }

  /** Reads the name at the position, whose first pointer is at {@code firstPointer}. */
  private Name compressed(int firstPointer) {
    byte[] wire = new byte[Name.MAX_LENGTH];
    int length = 0;
    int labels = 0;
    int pointers = 0;
    int at = position;
    int fragment = position; // a pointer must lead to before where its own fragment begins
    int end = limit;
    while (true) {
      if (at >= end) {
        throw endsEarly();
      }
      int size = octets[at];
      if ((size & 0xc0) == 0xc0) {
        if (at + 1 >= end) {
          throw endsEarly();
        }
        int target = (size & 0x3f) << 8 | octets[at + 1] & 0xff;
        if (start + target >= fragment) {
          throw WireFormatException.at(at - start, "pointer to " + target + " is not backwards");
        }
        if (++pointers > MAX_POINTERS) {
          throw WireFormatException.at(offset(), "more than 127 pointers in one name");
        }
        at = start + target;
        fragment = at;
      } else if (size < 0 || size > Name.MAX_LABEL_LENGTH) {
        throw WireFormatException.at(at - start, "unknown label type " + (size >> 6 & 3));
      } else if (length + 1 + size > Name.MAX_LENGTH) {
        throw WireFormatException.at(offset(), "name longer than 255 octets");
      } else if (at + 1 + size > end) {
        throw endsEarly();
      } else {
        System.arraycopy(octets, at, wire, length, 1 + size);
        length += 1 + size;
        at += 1 + size;
        if (size == 0) {
          position = firstPointer + 2;
          return labels == 0 ? Name.ROOT : Name.ofChecked(wire, 0, length, labels);
        }
        labels++;
      }
    }
  }

  /**
   * Fails unless everything was read.
   *
   * @param what the thing that should end here, for the error's text
   */
  public void expectEnd(String what) {
    if (position != limit) {
      throw WireFormatException.at(offset(), remaining() + " octets left after " + what);
    }
  }

  private void need(int length) {
    if (length < 0 || length > limit - position) {
      throw endsEarly();
    }
  }

  private WireFormatException endsEarly() {
    return WireFormatException.at(offset(), "ends early");
  }
}
