package org.polderdns.records;

import java.util.Arrays;
import org.polderdns.wire.Octets;

/** Base64 that may be spread over several words (RFC 4648 §4). */
final class Base64Text {
  private static final byte[] VALUE = new byte[256];
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  static {
    Arrays.fill(VALUE, (byte) -1);
    for (int i = 0; i < 64; i++) {
      VALUE[DIGITS.charAt(i)] = (byte) i;
    }
  }

  private Base64Text() {}

  /**
   * Appends what the digits of one word stand for. A quantum that the word leaves open is completed
   * by the next word.
   *
   * @param state what the call for the word before returned, at first 0
   * @return the state for the next word, or -1 if this is no base64
   */
  static int decode(byte[] text, int from, int to, int state, OctetBuilder out) {
    // The number of digits modulo 4 and, in the last octet of out, the bits that are open.
    int count = state & 3;
    int padding = state >> 2;
    int i = from;
    if (count == 0 && padding == 0) {
      int quanta = (to - from) / 4;
      int at = out.claim(3 * quanta);
      byte[] octets = out.array();
      for (; quanta > 0; quanta--, i += 4, at += 3) {
        int bits = VALUE[text[i] & 0xff] << 18
            | VALUE[text[i + 1] & 0xff] << 12
            | VALUE[text[i + 2] & 0xff] << 6
            | VALUE[text[i + 3] & 0xff];
        if (bits < 0) {
          break;
        }
        octets[at] = (byte) (bits >> 16);
        octets[at + 1] = (byte) (bits >> 8);
        octets[at + 2] = (byte) bits;
      }
      out.truncate(at);
    }
    for (; i < to; i++) {
      byte c = text[i];
      if (c == '=') {
        padding++;
        continue;
      }
      int value = VALUE[c & 0xff];
      if (value < 0 || padding > 0) {
        return -1;
      }
      int last = out.length() - 1;
      switch (count) {
        case 0 -> out.u8(value << 2);
        case 1 -> {
          out.setU8(last, out.array()[last] | value >> 4);
          out.u8(value << 4);
        }
        case 2 -> {
          out.setU8(last, out.array()[last] | value >> 2);
          out.u8(value << 6);
        }
        default -> out.setU8(last, out.array()[last] | value);
      }
      count = count + 1 & 3;
    }
    return padding > 2 ? -1 : padding << 2 | count;
  }

  /** Takes away the octet that only holds unused bits; false if the text ends within a quantum. */
  static boolean finish(int state, OctetBuilder out) {
    int count = state & 3;
    int padding = state >> 2;
    if (count == 0) {
      return padding == 0;
    }
    int last = out.length() - 1;
    if (count + padding != 4 || out.array()[last] != 0) {
      return false;
    }
    out.truncate(last);
    return true;
  }

  static void append(StringBuilder out, Octets octets, int from, int to) {
    int i = from;
    for (; i + 2 < to; i += 3) {
      int bits = octets.at(i) << 16 | octets.at(i + 1) << 8 | octets.at(i + 2);
      out.append(DIGITS.charAt(bits >> 18))
          .append(DIGITS.charAt(bits >> 12 & 63))
          .append(DIGITS.charAt(bits >> 6 & 63))
          .append(DIGITS.charAt(bits & 63));
    }
    if (i + 1 == to) {
      int bits = octets.at(i) << 16;
      out.append(DIGITS.charAt(bits >> 18))
          .append(DIGITS.charAt(bits >> 12 & 63))
          .append("==");
    } else if (i + 2 == to) {
      int bits = octets.at(i) << 16 | octets.at(i + 1) << 8;
      out.append(DIGITS.charAt(bits >> 18))
          .append(DIGITS.charAt(bits >> 12 & 63))
          .append(DIGITS.charAt(bits >> 6 & 63))
          .append('=');
    }
  }
}
