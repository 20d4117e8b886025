package org.polderdns.records;

/** Hexadecimal digits that may be spread over several words. */
final class HexText {
  private HexText() {}

  /**
   * Appends what the digits of one word stand for. An octet that the word leaves half is completed
   * by the next word.
   *
   * @param digits how many were read of the words before
   * @return that and those of this word, or -1 if there is something else
   */
  static int decode(byte[] text, int from, int to, int digits, OctetBuilder out) {
    int count = digits;
    for (int i = from; i < to; i++) {
      int digit = Text.hexValue(text[i]);
      if (digit < 0) {
        return -1;
      }
      if ((count++ & 1) == 0) {
        out.u8(digit << 4);
      } else {
        out.orU8(out.length() - 1, digit);
      }
    }
    return count;
  }
}
