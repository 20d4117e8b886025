package org.polderdns.zone.compiled;

import org.polderdns.wire.RecordType;

/**
 * The nodes of a zone as far as they are known, for one question. What is not known makes it {@link
 * #isIncomplete()}. For one thread, used again.
 */
final class KnownNodes extends LaidOutZone {
  /** Nodes for one question at most; with more it counts as incomplete. */
  private static final int MOST = 96;

  private static final KnownZones.Finder NOTHING = new KnownZones.Finder() {
    @Override
    public byte[] find(long hash, byte[] name, int from, int to, boolean wildcard) {
      return UNKNOWN;
    }

    @Override
    public void answered() {}
  };

  private final byte[][] chunks = new byte[1 + MOST][];
  private int count;
  private byte[] apexLower = {0};
  private int apexLabels;
  private int apexPlace;
  private KnownZones.Finder finder = NOTHING;
  private boolean incomplete;

  /**
   * Begins with a zone.
   *
   * @param key ends in its name
   * @return whether its apex is known
   */
  boolean begin(HeldPlace place, KnownZones.Finder from, NameKey key) {
    count = 0;
    incomplete = false;
    finder = from;
    apexLower = place.octets();
    int labels = 0;
    for (int at = 0; apexLower[at] != 0; at += 1 + apexLower[at]) {
      labels++;
    }
    apexLabels = labels;
    apexPlace = place(key, labels);
    return apexPlace != 0;
  }

  @Override
  boolean isIncomplete() {
    return incomplete;
  }

  @Override
  byte[] apexLower() {
    return apexLower;
  }

  @Override
  int apexLabels() {
    return apexLabels;
  }

  @Override
  int apexPlace() {
    return apexPlace;
  }

  @Override
  byte[][] chunks() {
    return chunks;
  }

  @Override
  boolean hasDetours() {
    return true;
  }

  @Override
  boolean hasHiddenNames() {
    return true;
  }

  @Override
  boolean hasWildcards() {
    return true;
  }

  @Override
  boolean isSigned() {
    byte[] block = Chunks.array(chunks, apexPlace);
    int soa = Blocks.find(block, Chunks.offset(apexPlace), RecordType.SOA.code());
    return soa >= 0 && Blocks.signatures(block, soa) > 0;
  }

  @Override
  int place(NameKey key, int labels) {
    int to = key.length() - apexLower.length;
    return place(key.hash(labels), key.octets(), key.start(labels), to, false);
  }

  @Override
  int wildcardPlace(NameKey key, int labels) {
    int from = key.start(labels);
    if (key.length() - from + 2 > 255) {
      return 0; // too long for a name
    }
    int to = key.length() - apexLower.length;
    return place(key.wildcardHash(labels), key.octets(), from, to, true);
  }

  @Override
  int place(long hash, byte[] name, int from, int length) {
    return place(hash, name, from, from + length, false);
  }

  private int place(long hash, byte[] name, int from, int to, boolean wildcard) {
    byte[] found = finder.find(hash, name, from, to, wildcard);
    if (found == KnownZones.Finder.ABSENT) {
      return 0;
    }
    if (found == KnownZones.Finder.UNKNOWN || count == MOST) {
      incomplete = true;
      return 0;
    }
    for (int i = 1; i <= count; i++) {
      if (chunks[i] == found) {
        return Chunks.place(i, LaidOutNodes.AT);
      }
    }
    chunks[++count] = found;
    return Chunks.place(count, LaidOutNodes.AT);
  }
}
