package org.polderdns.zone.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.RecordType;

/**
 * Finds types by the octets of a token, without making a string of a mnemonic seen before. It
 * fills itself from {@link RecordType#parse}, so types that an application adds are in it too.
 */
final class TypeTable {
  private static final int SLOTS = 256; // a power of two; later ones with the same slot replace

  record Entry(byte[] text, RecordType type, RdataFormat<?> format) {}

  private final Entry[] entries = new Entry[SLOTS];

  /**
   * @return null if the text is no type
   */
  Entry find(byte[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + (text[i] & 0xdf); // letters of both cases alike
    }
    int slot = (hash ^ hash >>> 8) & SLOTS - 1;
    Entry entry = entries[slot];
    if (entry != null && Arrays.equals(entry.text, 0, entry.text.length, text, from, to)) {
      return entry;
    }
    return add(slot, text, from, to);
  }

  private Entry add(int slot, byte[] octets, int from, int to) {
    if (to - from > 64) {
      return null;
    }
    String text = new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    if (!RecordType.isKnown(text)) {
      return null;
    }
    RecordType type = RecordType.parse(text);
    Entry entry = new Entry(Arrays.copyOfRange(octets, from, to), type, RdataFormats.of(type));
    entries[slot] = entry;
    return entry;
  }
}
