package org.polderdns.zone.compiled;

import org.jspecify.annotations.Nullable;

/**
 * The NSEC and NSEC3 records of a zone, and which of them prove what about its names, as far as that
 * was asked: the answer is the same for as long as this version of the zone lasts.
 */
final class Denial {
  private final @Nullable NsecChain nsec;
  private final @Nullable Nsec3Chain nsec3;
  private final boolean usable;
  private final int slots;

  // By a name's slot in the index, 0 while not known. Written by any thread, always the same value.
  private volatile int @Nullable [] own;
  private volatile int @Nullable [] wildcards;

  /**
   * @param usable whether it is plain which of the two is to be used
   */
  Denial(@Nullable NsecChain nsec, @Nullable Nsec3Chain nsec3, boolean usable, int slots) {
    this.nsec = nsec;
    this.nsec3 = nsec3;
    this.usable = usable;
    this.slots = slots;
  }

  boolean isUsable() {
    return usable;
  }

  /** Null if no name owns an NSEC. */
  @Nullable
  NsecChain nsec() {
    return nsec;
  }

  /** Null if the apex has no NSEC3PARAM or no NSEC3 is of its chain. */
  @Nullable
  Nsec3Chain nsec3() {
    return nsec3;
  }

  /** What {@link #rememberOwn} was told of the name in a slot, or 0. */
  int own(int slot) {
    int[] known = own;
    return known == null ? 0 : known[slot];
  }

  void rememberOwn(int slot, int value) {
    int[] known = own;
    if (known == null) {
      known = new int[slots];
      own = known;
    }
    known[slot] = value;
  }

  /** What {@link #rememberWildcard} was told of the wildcard below the name in a slot, or 0. */
  int wildcard(int slot) {
    int[] known = wildcards;
    return known == null ? 0 : known[slot];
  }

  void rememberWildcard(int slot, int value) {
    int[] known = wildcards;
    if (known == null) {
      known = new int[slots];
      wildcards = known;
    }
    known[slot] = value;
  }
}
