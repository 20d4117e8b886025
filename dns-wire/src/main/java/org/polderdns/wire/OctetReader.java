package org.polderdns.wire;

import java.util.Objects;

/**
 * Reads a message or a part of it from left to right. Every method throws {@link
 * WireFormatException} where the octets end too early; none reads outside its bounds.
 *
 * <p>Not for use by several threads at once.
 */
public final class OctetReader {
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
    long scanned = Names.scan(octets, start, position, limit);
    Name name = Names.read(octets, start, position, scanned);
    position = Names.end(scanned);
    return name;
  }

  /** A name in which a pointer is an error (RFC 3597 §4). */
  public Name uncompressedName() {
    long scanned = Names.scan(octets, start, position, limit);
    if (Names.isCompressed(scanned)) {
      throw WireFormatException.at(offset(), "compressed name where none is allowed");
    }
    Name name = Names.read(octets, start, position, scanned);
    position = Names.end(scanned);
    return name;
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

  /** For the classes of this package: the octets read, of which those outside are not to be. */
  byte[] array() {
    return octets;
  }

  int start() {
    return start;
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
