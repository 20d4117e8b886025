package org.polderdns.zone.compiled;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.polderdns.wire.Name;

/**
 * A name to be looked up: in lower case, with the hash of each of its suffixes. An object to be used
 * again for name after name, by one thread; setting it allocates nothing.
 *
 * <p>The hash of a suffix is made from that of the suffix with one label less, so that one pass
 * gives those by which the zone, the name, its ancestors and their wildcards are found.
 */
public final class NameKey {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;
  private static final long SECOND_FACTOR = 0xd6e8feb86659fd93L;

  /** Differs from process to process, so that nobody can make names that collide. */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  private static final byte[] ASTERISK = {1, '*', 0, 0, 0, 0, 0, 0, 0, 0};

  private final byte[] lower = new byte[Name.MAX_LENGTH + 16];
  private final int[] starts = new int[128];
  private final long[] hashes = new long[129];
  private int length;
  private int labels;

  /**
   * Sets the name.
   *
   * @param wire holds the name, well formed and not compressed, from {@code at} on
   * @param octets how many it has, the root's included
   */
  public void set(byte[] wire, int at, int octets) {
    System.arraycopy(wire, at, lower, 0, octets);
    prepare(octets);
  }

  public void set(Name name) {
    prepare(name.copyTo(lower, 0));
  }

  /** Sets the name to that of {@code octets} octets at {@code at}, followed by another name. */
  void set(byte[] relative, int at, int octets, byte[] suffix) {
    System.arraycopy(relative, at, lower, 0, octets);
    System.arraycopy(suffix, 0, lower, octets, suffix.length);
    prepare(octets + suffix.length);
  }

  /** A name's wire form in lower case. */
  static byte[] lower(byte[] wire) {
    byte[] padded = Arrays.copyOf(wire, wire.length + 8);
    Words.lower(padded, 0, wire.length);
    return Arrays.copyOf(padded, wire.length);
  }

  private void prepare(int octets) {
    length = octets;
    Words.lower(lower, 0, octets);
    int count = 0;
    for (int at = 0; lower[at] != 0; at += 1 + lower[at]) {
      starts[count++] = at;
    }
    labels = count;
    long hash = SEED;
    hashes[0] = hash;
    for (int i = 1; i <= count; i++) {
      int at = starts[count - i];
      hash = hash(hash, lower, at, 1 + lower[at]);
      hashes[i] = hash;
    }
  }

  private static long hash(long before, byte[] octets, int at, int count) {
    long hash = before;
    int left = count;
    int from = at;
    for (; left > 8; left -= 8, from += 8) {
      hash = mix(hash, Words.s64(octets, from));
    }
    return mix(hash, Words.s64(octets, from) & -1L >>> 64 - 8 * left);
  }

  /** Moves each bit of the result with each bit of the word. */
  private static long mix(long hash, long word) {
    long mixed = (hash ^ word) * FACTOR;
    mixed = (mixed ^ mixed >>> 32) * SECOND_FACTOR;
    return mixed ^ mixed >>> 29;
  }

  /** Labels of the name, the root not counted. */
  public int labels() {
    return labels;
  }

  /** Octets of the name in wire form. */
  public int length() {
    return length;
  }

  /** The hash of the suffix of so many labels. */
  public long hash(int suffixLabels) {
    return hashes[suffixLabels];
  }

  /** The hash of the wildcard below the suffix of so many labels. */
  long wildcardHash(int suffixLabels) {
    return hash(hashes[suffixLabels], ASTERISK, 0, 2);
  }

  /** Where in {@link #octets()} the suffix of so many labels begins. */
  public int start(int suffixLabels) {
    return suffixLabels == 0 ? length - 1 : starts[labels - suffixLabels];
  }

  /** The wire form in lower case; what is behind {@link #length()} means nothing. */
  public byte[] octets() {
    return lower;
  }

  /** Whether the name ends in a name, given in lower case, of so many labels. */
  boolean endsIn(byte[] lowerName, int suffixLabels) {
    int at = start(suffixLabels);
    return length - at == lowerName.length
        && Arrays.equals(lower, at, length, lowerName, 0, lowerName.length);
  }
}
