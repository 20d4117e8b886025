package org.polderdns.wire;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of octets, compared by value; {@code compareTo} compares octets as unsigned
 * numbers from the left, a prefix first (the order of RDATA in RFC 4034 §6.3).
 *
 * <pre>{@code
 * Octets digest = Octets.parseHex("d2abde24");
 * digest.length();  // 4
 * digest.at(0);     // 210
 * }</pre>
 */
public final class Octets implements Comparable<Octets> {
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] octets; // never handed out

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  /** Octets from numbers 0 to 255 (or -128 to -1); what is outside is cut to its low 8 bits. */
  public static Octets of(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return wrap(octets);
  }

  public static Octets copyOf(byte[] source) {
    return wrap(source.clone());
  }

  /** A copy of {@code source[from]} to {@code source[to - 1]}. */
  public static Octets copyOf(byte[] source, int from, int to) {
    return from == to ? EMPTY : new Octets(Arrays.copyOfRange(source, from, to));
  }

  /**
   * Takes the array itself, without a copy: the caller must never change it afterwards. For code
   * that has just made the array.
   */
  public static Octets wrap(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Octets(octets);
  }

  /**
   * Reads hexadecimal digits of either case, without blanks.
   *
   * @throws PresentationFormatException if a character is no digit or their number is odd
   */
  public static Octets parseHex(CharSequence hex) {
    try {
      return wrap(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new PresentationFormatException(
          "expected pairs of hex digits, found \"" + hex + '"', e);
    }
  }

  public int length() {
    return octets.length;
  }

  /** The octet at {@code index} as 0 to 255. */
  public int at(int index) {
    return octets[index] & 0xff;
  }

  /** The 16-bit number at {@code index}, network order. */
  public int u16(int index) {
    return (octets[index] & 0xff) << 8 | octets[index + 1] & 0xff;
  }

  /** The 32-bit number at {@code index}, network order, 0 to 2^32-1. */
  public long u32(int index) {
    return (long) u16(index) << 16 | u16(index + 2);
  }

  /** The octets from {@code from} to before {@code to}. */
  public Octets slice(int from, int to) {
    return from == 0 && to == octets.length ? this : copyOf(octets, from, to);
  }

  /** Copies all octets into {@code target} from {@code at} on; the new end is returned. */
  public int copyTo(byte[] target, int at) {
    System.arraycopy(octets, 0, target, at, octets.length);
    return at + octets.length;
  }

  public byte[] toArray() {
    return octets.clone();
  }

  /** A reader over these octets alone; a compression pointer in them is an error. */
  public OctetReader reader() {
    return new OctetReader(octets, 0, octets.length);
  }

  /** Lower-case hexadecimal digits, two an octet. */
  public String toHex() {
    return HexFormat.of().formatHex(octets);
  }

  /** For the classes of this package: the array itself, not to be changed. */
  byte[] array() {
    return octets;
  }

  @Override
  public int compareTo(Octets other) {
    return Arrays.compareUnsigned(octets, other.octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets o && Arrays.equals(octets, o.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** As {@link #toHex()}. */
  @Override
  public String toString() {
    return toHex();
  }
}
