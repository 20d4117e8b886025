package org.polderdns.records;

/** The characters of presentation format that mean something. */
final class Stops {
  /** What ends a run of ordinary characters in a word (1) or in a quoted string (2), or in both. */
  static final byte[] OF = new byte[256];

  static {
    for (char c : " \t\r;()".toCharArray()) {
      OF[c] = 1;
    }
    for (char c : "\n\"\\".toCharArray()) {
      OF[c] = 3;
    }
  }

  private Stops() {}
}
