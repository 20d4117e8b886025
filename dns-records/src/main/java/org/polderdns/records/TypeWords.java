package org.polderdns.records;

import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** Mnemonics of record types in octets of text, found without making a string of them. */
final class TypeWords {
  private static final int SLOTS = 1024; // a power of two

  private record Entry(byte[] word, RecordType type) {}

  private static final Entry[] CACHE = new Entry[SLOTS]; // races only lose an entry

  private TypeWords() {}

  /** The type that the text is the mnemonic of, or {@code TYPE731}; null if it is neither. */
  static RecordType find(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text[i];
    }
    int slot = (hash ^ hash >>> 10) & SLOTS - 1;
    Entry entry = CACHE[slot];
    if (entry != null && same(entry.word, text, from, to)) {
      return entry.type;
    }
    if (to - from > 32) {
      return null;
    }
    String word = new String(text, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1);
    try {
      RecordType type = RecordType.parse(word);
      CACHE[slot] = new Entry(java.util.Arrays.copyOfRange(text, from, to), type);
      return type;
    } catch (PresentationFormatException e) {
      return null;
    }
  }

  private static boolean same(byte[] word, byte[] text, int from, int to) {
    return java.util.Arrays.equals(word, 0, word.length, text, from, to);
  }
}
