package org.polderdns.wire;

import java.util.Arrays;

/**
 * Where the names stand in the RDATA of a type that may be compressed in messages: what a message
 * has to know of a type that it knows nothing else of (RFC 3597 §4).
 *
 * <p>A sequence of steps in wire order: skip so many octets, skip a character-string, a name. What
 * comes after the last step is copied as it is. Types whose names are never compressed, and unknown
 * types, are {@link #OPAQUE}.
 */
public final class RdataLayout {
  /** No name in it is ever compressed. */
  public static final RdataLayout OPAQUE = new RdataLayout();

  /** One octet of length and so many octets. */
  public static final int CHARACTER_STRING = -1;

  /** A name that we may write compressed: the types of RFC 1035 only. */
  public static final int COMPRESSIBLE_NAME = -2;

  /** A name that we accept compressed and never write so. */
  public static final int DECOMPRESSIBLE_NAME = -3;

  private final int[] steps;

  private RdataLayout(int... steps) {
    this.steps = steps;
  }

  /**
   * @param steps each a number of octets to skip, above 0, or one of the constants of this class
   */
  public static RdataLayout of(int... steps) {
    for (int step : steps) {
      if (step < DECOMPRESSIBLE_NAME || step == 0) {
        throw new IllegalArgumentException("not a step: " + step);
      }
    }
    return steps.length == 0 ? OPAQUE : new RdataLayout(steps.clone());
  }

  /** How many steps there are. */
  public int steps() {
    return steps.length;
  }

  /** A step, from 0 on: a number of octets to skip or one of the constants of this class. */
  public int step(int index) {
    return steps[index];
  }

  /** Whether every name in it may be written compressed. */
  boolean isCompressible() {
    for (int step : steps) {
      if (step == DECOMPRESSIBLE_NAME) {
        return false;
      }
    }
    return true;
  }

  public boolean isOpaque() {
    return steps.length == 0;
  }

  /**
   * Reads RDATA out of a message, names decompressed.
   *
   * @param reader stands at the RDATA's first octet
   * @param length RDLENGTH
   * @throws WireFormatException if it ends within a step or a name in it is not well formed
   */
  public Octets read(OctetReader reader, int length) {
    if (isOpaque()) {
      return reader.octets(length);
    }
    int offset = reader.offset();
    reader.skip(length);
    int from = reader.start() + offset;
    return read(reader.array(), reader.start(), from, from + length);
  }

  /** As the other, out of {@code message[from]} to {@code message[to - 1]}. */
  Octets read(byte[] message, int start, int from, int to) {
    if (isOpaque()) {
      return Octets.copyOf(message, from, to);
    }
    byte[] rdata = new byte[expandedLength(message, start, from, to)];
    int at = from;
    int out = 0;
    for (int step : steps) {
      if (step <= COMPRESSIBLE_NAME) {
        long scanned = Names.scan(message, start, at, to);
        out = Names.expand(message, start, at, rdata, out);
        at = Names.end(scanned);
      } else {
        int size = step == CHARACTER_STRING ? 1 + (message[at] & 0xff) : step;
        System.arraycopy(message, at, rdata, out, size);
        at += size;
        out += size;
      }
    }
    System.arraycopy(message, at, rdata, out, to - at);
    return Octets.wrap(rdata);
  }

  /**
   * Octets of the RDATA once its names are decompressed.
   *
   * @throws WireFormatException as {@link #read}
   */
  int expandedLength(byte[] message, int start, int from, int to) {
    int at = from;
    int length = to - from;
    for (int step : steps) {
      if (step <= COMPRESSIBLE_NAME) {
        long scanned = Names.scan(message, start, at, to);
        int end = Names.end(scanned);
        length += Names.length(scanned) - (end - at);
        at = end;
      } else {
        int size = step;
        if (step == CHARACTER_STRING) {
          size = at < to ? 1 + (message[at] & 0xff) : 1;
        }
        at += size;
        if (at > to) {
          throw WireFormatException.at(from - start, "RDATA ends early");
        }
      }
    }
    return length;
  }

  /**
   * Writes RDATA into a message, compressing what may be; the length is not written. RDATA that
   * does not have this layout is written as it is from the first step that it fails.
   */
  public void write(OctetWriter writer, Octets rdata) {
    byte[] octets = rdata.array();
    int at = 0;
    for (int step : steps) {
      int size = stepLength(step, octets, at);
      if (size == 0) {
        break;
      }
      if (step == COMPRESSIBLE_NAME) {
        writer.name(octets, at);
      } else {
        writer.octets(octets, at, size);
      }
      at += size;
    }
    writer.octets(octets, at, octets.length - at);
  }

  /** Octets of a step at {@code at}, or 0 if it is not there. */
  private static int stepLength(int step, byte[] octets, int at) {
    if (step <= COMPRESSIBLE_NAME) {
      return Names.plainLength(octets, at, octets.length);
    }
    int size = step;
    if (step == CHARACTER_STRING) {
      size = at < octets.length ? 1 + (octets[at] & 0xff) : 1;
    }
    return size <= octets.length - at ? size : 0;
  }

  /** Writes RDATA that stands in another message, there found well formed. */
  void copy(OctetWriter writer, byte[] message, int start, int from, int to) {
    int at = from;
    for (int step : steps) {
      switch (step) {
        case COMPRESSIBLE_NAME -> at = writer.nameOf(message, start, at);
        case DECOMPRESSIBLE_NAME -> at = writer.uncompressedNameOf(message, start, at);
        default -> {
          int size = step == CHARACTER_STRING ? 1 + (message[at] & 0xff) : step;
          writer.octets(message, at, size);
          at += size;
        }
      }
    }
    writer.octets(message, at, to - at);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RdataLayout l && Arrays.equals(steps, l.steps);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(steps);
  }
}
