package org.polderdns.wire;

import java.util.Locale;

/** Text of registries: mnemonics in any case, and numbers behind a word. */
final class Ascii {
  private Ascii() {}

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** The number in {@code WORD123}, 0 to {@code max}, or -1 if the text is not of that form. */
  static int suffixNumber(String text, String word, int max) {
    int digits = text.length() - word.length();
    if (digits < 1 || digits > 5 || !text.startsWith(word)) {
      return -1;
    }
    int value = 0;
    for (int i = word.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value <= max ? value : -1;
  }
}
