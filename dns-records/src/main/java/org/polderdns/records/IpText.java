package org.polderdns.records;

import java.nio.charset.StandardCharsets;
import org.polderdns.wire.Octets;

/** Text of IP addresses (RFC 4291 §2.2, RFC 5952). */
public final class IpText {
  private IpText() {}

  /**
   * Reads four decimal numbers with dots, without leading zeros, into {@code out[at]} on.
   *
   * @return whether the text is of that form
   */
  static boolean parse4(byte[] text, int from, int to, byte[] out, int at) {
    int part = 0;
    int value = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      int c = text[i];
      if (c == '.') {
        if (digits == 0 || part == 3) {
          return false;
        }
        out[at + part++] = (byte) value;
        value = 0;
        digits = 0;
      } else {
        int digit = c - '0';
        if (digit < 0 || digit > 9 || digits > 0 && value == 0) {
          return false;
        }
        value = value * 10 + digit;
        digits++;
        if (value > 255) {
          return false;
        }
      }
    }
    out[at + part] = (byte) value;
    return part == 3 && digits > 0;
  }

  /** Reads an IPv6 address into {@code out[at]} on; false if the text is none. */
  static boolean parse6(byte[] text, int from, int to, byte[] out, int at) {
    int written = 0;
    int gap = -1; // octets before the "::"
    int i = from;
    if (to - from >= 2 && text[i] == ':') {
      if (text[i + 1] != ':') {
        return false;
      }
      gap = 0;
      i += 2;
    }
    while (i < to) {
      int value = 0;
      int start = i;
      while (i < to && i - start < 5) {
        int digit = Text.hexValue(text[i]);
        if (digit < 0) {
          break;
        }
        value = value << 4 | digit;
        i++;
      }
      if (i < to && text[i] == '.' && written <= 12) {
        if (!parse4(text, start, to, out, at + written)) {
          return false;
        }
        written += 4;
        break;
      }
      if (i == start || i - start > 4 || written > 14) {
        return false;
      }
      out[at + written] = (byte) (value >> 8);
      out[at + written + 1] = (byte) value;
      written += 2;
      if (i == to) {
        break;
      }
      if (text[i++] != ':' || i == to) {
        return false;
      }
      if (text[i] == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = written;
        i++;
      }
    }
    if (gap < 0) {
      return written == 16;
    }
    if (written > 14) {
      return false;
    }
    int tail = written - gap;
    for (int k = 1; k <= tail; k++) {
      out[at + 16 - k] = out[at + written - k];
    }
    for (int k = gap; k < 16 - tail; k++) {
      out[at + k] = 0;
    }
    return true;
  }

  static void append4(StringBuilder out, int a, int b, int c, int d) {
    out.append(a).append('.').append(b).append('.').append(c).append('.').append(d);
  }

  /** Appends 16 octets as RFC 5952 says; an IPv4 address in ::ffff:0:0/96 and ::/96 is dotted. */
  static void append6(StringBuilder out, Octets octets, int at) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && group(octets, at, i + length) == 0) {
        length++;
      }
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
      i += length;
    }
    boolean dotted =
        best == 0 && (bestLength == 6 || bestLength == 5 && group(octets, at, 5) == 0xffff);
    int groups = dotted ? 6 : 8;
    for (int i = 0; i < groups; i++) {
      if (i == best) {
        out.append("::");
        i += bestLength - 1;
      } else {
        if (i > 0 && i != best + bestLength) {
          out.append(':');
        }
        appendHex(out, group(octets, at, i));
      }
    }
    if (dotted) {
      if (bestLength == 5) {
        out.append(':');
      }
      append4(out, octets.at(at + 12), octets.at(at + 13), octets.at(at + 14), octets.at(at + 15));
    }
  }

  private static int group(Octets octets, int at, int index) {
    return octets.u16(at + 2 * index);
  }

  private static void appendHex(StringBuilder out, int group) {
    boolean started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = group >> shift & 15;
      if (started || digit != 0 || shift == 0) {
        out.append(Character.forDigit(digit, 16));
        started = true;
      }
    }
  }

  /** The 4 or 16 octets of an address; empty if the text is none. */
  public static Octets parse(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    byte[] octets = new byte[16];
    if (parse4(b, 0, b.length, octets, 0)) {
      return Octets.copyOf(octets, 0, 4);
    }
    return parse6(b, 0, b.length, octets, 0) ? Octets.wrap(octets) : Octets.EMPTY;
  }

  /** The text of an address of 4 or 16 octets. */
  public static String format(Octets address) {
    StringBuilder out = new StringBuilder();
    if (address.length() == 4) {
      append4(out, address.at(0), address.at(1), address.at(2), address.at(3));
    } else if (address.length() == 16) {
      append6(out, address, 0);
    } else {
      throw new IllegalArgumentException("an address of " + address.length() + " octets");
    }
    return out.toString();
  }
}
