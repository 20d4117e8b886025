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

  public boolean isOpaque() {
    return steps.length == 0;
  }

  /**
   * Reads RDATA out of a message, names decompressed.
   *
   * @param reader stands at the RDATA's first octet
   * @param length RDLENGTH
   * @throws WireFormatException if it ends within a step, or octets are left after a name that is
   *     the last step
   */
  public Octets read(OctetReader reader, int length) {
    if (isOpaque()) {
      return reader.octets(length);
    }
    int old = reader.limit(length);
    OctetWriter out = new OctetWriter(OctetWriter.MAX_MESSAGE);
    for (int step : steps) {
      switch (step) {
        case CHARACTER_STRING -> {
          int size = reader.u8();
          out.u8(size);
          out.octets(reader.octets(size));
        }
        case COMPRESSIBLE_NAME, DECOMPRESSIBLE_NAME -> out.uncompressedName(reader.name());
        default -> out.octets(reader.octets(step));
      }
    }
    out.octets(reader.rest());
    reader.restoreLimit(old);
    return out.toOctets();
  }

  /**
   * Writes RDATA into a message, compressing what may be. Well-formed RDATA of the type is
   * expected; the length is not written.
   */
  public void write(OctetWriter writer, Octets rdata) {
    byte[] octets = rdata.array();
    int at = 0;
    for (int step : steps) {
      switch (step) {
        case CHARACTER_STRING -> {
          int size = 1 + (octets[at] & 0xff);
          writer.octets(octets, at, size);
          at += size;
        }
        case COMPRESSIBLE_NAME -> at += writer.name(octets, at);
        case DECOMPRESSIBLE_NAME -> {
          int size = nameLength(octets, at);
          writer.octets(octets, at, size);
          at += size;
        }
        default -> {
          writer.octets(octets, at, step);
          at += step;
        }
      }
    }
    writer.octets(octets, at, octets.length - at);
  }

  private static int nameLength(byte[] octets, int at) {
    int end = at;
    while (octets[end] != 0) {
      end += 1 + octets[end];
    }
    return end + 1 - at;
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
