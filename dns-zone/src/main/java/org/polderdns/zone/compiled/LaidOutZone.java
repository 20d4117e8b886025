package org.polderdns.zone.compiled;

/**
 * What {@link DirectAnswers} reads of a zone: nodes in octets, as {@link Blocks} lays them out, by
 * their places.
 */
abstract class LaidOutZone {
  /** The name in lower case. */
  abstract byte[] apexLower();

  abstract int apexLabels();

  /** The place of the apex's node. */
  abstract int apexPlace();

  /** Where the nodes are. */
  abstract byte[][] chunks();

  /** Whether a walk to a name may have to end above it. */
  abstract boolean hasDetours();

  /** Whether a name that is there may count as absent or be redirected. */
  abstract boolean hasHiddenNames();

  /** Whether there may be wildcards. */
  abstract boolean hasWildcards();

  /** Whether the SOA has a signature. */
  abstract boolean isSigned();

  /** Whether something was asked for that is not known: what was answered is of no use then. */
  boolean isIncomplete() {
    return false;
  }

  /** The place of the node of the suffix of so many labels, 0 if there is none. */
  abstract int place(NameKey key, int labels);

  /** The place of the wildcard below the suffix of so many labels, 0 if there is none. */
  abstract int wildcardPlace(NameKey key, int labels);

  /**
   * The place of a node by its hash.
   *
   * @param name holds it in lower case and without the apex, {@code length} octets
   */
  abstract int place(long hash, byte[] name, int from, int length);

  final int flags(int place) {
    return Blocks.flags(Chunks.array(chunks(), place), Chunks.offset(place));
  }
}
