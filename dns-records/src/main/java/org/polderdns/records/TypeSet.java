package org.polderdns.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/** An immutable set of record types, as windows of bitmaps (RFC 4034 §4.1.2). */
public final class TypeSet {
  public static final TypeSet EMPTY = new TypeSet(Octets.EMPTY);

  private final Octets windows;

  private TypeSet(Octets windows) {
    this.windows = windows;
  }

  public static TypeSet of(RecordType... types) {
    return of(List.of(types));
  }

  public static TypeSet of(Collection<RecordType> types) {
    int[] codes = types.stream().mapToInt(RecordType::code).toArray();
    OctetBuilder out = new OctetBuilder();
    write(codes, codes.length, out);
    return new TypeSet(out.toOctets());
  }

  /**
   * A set from its octets.
   *
   * @throws WireFormatException if windows do not ascend, or a bitmap has not 1 to 32 octets or
   *     ends in a zero octet
   */
  public static TypeSet ofOctets(Octets windows) {
    int last = -1;
    int at = 0;
    while (at < windows.length()) {
      if (at + 2 > windows.length()) {
        throw new WireFormatException("type bitmap ends early");
      }
      int window = windows.at(at);
      int length = windows.at(at + 1);
      if (window <= last) {
        throw new WireFormatException("type bitmap: window " + window + " after " + last);
      }
      if (length < 1 || length > 32) {
        throw new WireFormatException("type bitmap: window of " + length + " octets, not 1 to 32");
      }
      if (at + 2 + length > windows.length()) {
        throw new WireFormatException("type bitmap ends early");
      }
      at += 2 + length;
      if (windows.at(at - 1) == 0) {
        throw new WireFormatException("type bitmap: window " + window + " ends in a zero octet");
      }
      last = window;
    }
    return windows.length() == 0 ? EMPTY : new TypeSet(windows);
  }

  /** Sorts the first {@code count} codes and appends their windows. */
  static void write(int[] codes, int count, OctetBuilder out) {
    Arrays.sort(codes, 0, count);
    for (int i = 0; i < count; ) {
      int window = codes[i] >> 8;
      int end = i;
      while (end < count && codes[end] >> 8 == window) {
        end++;
      }
      int length = (codes[end - 1] & 0xff) / 8 + 1;
      int at = out.claim(2 + length);
      byte[] octets = out.array();
      Arrays.fill(octets, at, at + 2 + length, (byte) 0);
      octets[at] = (byte) window;
      octets[at + 1] = (byte) length;
      for (; i < end; i++) {
        int bit = codes[i] & 0xff;
        octets[at + 2 + bit / 8] |= (byte) (0x80 >> (bit & 7));
      }
    }
  }

  public Octets octets() {
    return windows;
  }

  public boolean isEmpty() {
    return windows.length() == 0;
  }

  public boolean contains(RecordType type) {
    int window = type.code() >> 8;
    int octet = (type.code() & 0xff) / 8;
    for (int at = 0; at < windows.length(); at += 2 + windows.at(at + 1)) {
      if (windows.at(at) == window) {
        return octet < windows.at(at + 1)
            && (windows.at(at + 2 + octet) & 0x80 >> (type.code() & 7)) != 0;
      }
    }
    return false;
  }

  /** The types, ascending. */
  public List<RecordType> toList() {
    List<RecordType> types = new ArrayList<>();
    for (int at = 0; at < windows.length(); at += 2 + windows.at(at + 1)) {
      for (int bit = 0; bit < 8 * windows.at(at + 1); bit++) {
        if ((windows.at(at + 2 + bit / 8) & 0x80 >> (bit & 7)) != 0) {
          types.add(RecordType.of(windows.at(at) << 8 | bit));
        }
      }
    }
    return types;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypeSet set && windows.equals(set.windows);
  }

  @Override
  public int hashCode() {
    return windows.hashCode();
  }

  /** The mnemonics, ascending, with a blank between. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    appendTo(out);
    return out.toString();
  }

  /** Appends what {@link #toString()} returns. */
  public void appendTo(StringBuilder out) {
    int start = out.length();
    for (int at = 0; at < windows.length(); at += 2 + windows.at(at + 1)) {
      int octets = windows.at(at + 1);
      for (int octet = 0; octet < octets; octet++) {
        int bits = windows.at(at + 2 + octet) << 24; // the first at the top
        for (int code = windows.at(at) << 8 | octet << 3; bits != 0; code++, bits <<= 1) {
          if (bits < 0) {
            if (out.length() > start) {
              out.append(' ');
            }
            out.append(RecordType.of(code));
          }
        }
      }
    }
  }
}
