package org.polderdns.records;

import java.util.Arrays;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/** Collects the octets of RDATA. Grows as needed; reusable after {@link #clear}. */
public final class OctetBuilder {
  private byte[] octets = new byte[64];
  private int length;

  public OctetBuilder() {}

  /** Octets so far. */
  public int length() {
    return length;
  }

  public OctetBuilder clear() {
    length = 0;
    return this;
  }

  /** Makes room for {@code count} octets more, to be set in {@link #array()}, and returns where. */
  int claim(int count) {
    int at = length;
    length += count;
    if (length > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(length, octets.length * 2));
    }
    return at;
  }

  byte[] array() {
    return octets;
  }

  /** The octet at {@code index} as 0 to 255. */
  public int at(int index) {
    return octets[index] & 0xff;
  }

  /** Copies the octets into {@code target} from {@code at} on; the new end is returned. */
  public int copyTo(byte[] target, int at) {
    System.arraycopy(octets, 0, target, at, length);
    return at + length;
  }

  /** Whether the last octets are these. */
  public boolean endsIn(byte[] suffix) {
    int from = length - suffix.length;
    return from >= 0 && Arrays.equals(octets, from, length, suffix, 0, suffix.length);
  }

  /** Whether these octets are the same as the other's. */
  public boolean isSame(OctetBuilder other) {
    return Arrays.equals(octets, 0, length, other.octets, 0, other.length);
  }

  /** Takes back the last octets down to {@code newLength}. */
  void truncate(int newLength) {
    length = newLength;
  }

  public OctetBuilder u8(int value) {
    int at = claim(1);
    octets[at] = (byte) value;
    return this;
  }

  public OctetBuilder u16(int value) {
    int at = claim(2);
    octets[at] = (byte) (value >> 8);
    octets[at + 1] = (byte) value;
    return this;
  }

  /** Appends the low 32 bits. */
  public OctetBuilder u32(long value) {
    int at = claim(4);
    octets[at] = (byte) (value >> 24);
    octets[at + 1] = (byte) (value >> 16);
    octets[at + 2] = (byte) (value >> 8);
    octets[at + 3] = (byte) value;
    return this;
  }

  /** Appends the low 48 bits. */
  public OctetBuilder u48(long value) {
    return u16((int) (value >> 32)).u32(value);
  }

  public OctetBuilder octets(Octets value) {
    int at = claim(value.length());
    value.copyTo(octets, at);
    return this;
  }

  public OctetBuilder octets(byte[] source, int from, int to) {
    int at = claim(to - from);
    System.arraycopy(source, from, octets, at, to - from);
    return this;
  }

  /** Appends a name, not compressed. */
  public OctetBuilder name(Name name) {
    int at = claim(name.length());
    name.copyTo(octets, at);
    return this;
  }

  public OctetBuilder setU8(int at, int value) {
    octets[at] = (byte) value;
    return this;
  }

  /** Sets the bits that are set in {@code bits} too. */
  public OctetBuilder orU8(int at, int bits) {
    octets[at] |= (byte) bits;
    return this;
  }

  public OctetBuilder setU16(int at, int value) {
    octets[at] = (byte) (value >> 8);
    octets[at + 1] = (byte) value;
    return this;
  }

  public Octets toOctets() {
    return Octets.copyOf(octets, 0, length);
  }
}
