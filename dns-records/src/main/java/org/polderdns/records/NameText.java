package org.polderdns.records;

import org.polderdns.wire.Name;

/** Domain names in octets of text, straight to wire form. */
final class NameText {
  private NameText() {}

  /**
   * Appends a name without escapes, other than the root.
   *
   * @param origin what it is relative to if it has no last dot
   * @return false, with nothing appended, if that is not what the text is
   */
  static boolean append(byte[] text, int from, int to, Name origin, OctetBuilder out) {
    int length = to - from + 1; // each character an octet, and the first length octet
    if (from == to) {
      return false;
    }
    boolean absolute = text[to - 1] == '.';
    if ((absolute ? length : length + origin.length()) > Name.MAX_LENGTH) {
      return false;
    }
    int begin = out.claim(length);
    byte[] octets = out.array();
    int start = begin;
    int at = begin + 1;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c != '.') {
        octets[at++] = c;
      } else {
        int size = at - start - 1;
        if (size == 0 || size > Name.MAX_LABEL_LENGTH) {
          out.truncate(begin);
          return false;
        }
        octets[start] = (byte) size;
        start = at++;
      }
    }
    int size = at - start - 1; // 0 after a last dot, and then it is the root's
    if (size > Name.MAX_LABEL_LENGTH) {
      out.truncate(begin);
      return false;
    }
    octets[start] = (byte) size;
    if (!absolute) {
      out.name(origin);
    }
    return true;
  }
}
