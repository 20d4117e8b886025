package org.polderdns.backend.sql;

/** A number in the place of a text that moves with each change. */
final class ChangeDigest {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private ChangeDigest() {}

  /** A number of 40 bits, which is what {@link Sessions#changeMark} leaves for it. */
  static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FACTOR;
      hash ^= hash >>> 29;
    }
    return hash >>> 24;
  }
}
