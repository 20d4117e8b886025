package org.polderdns.zone.compiled;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Octets;

/**
 * The NSEC and NSEC3 records of a zone, and which of them prove what about its names, as far as that
 * was asked: the answer is the same for as long as this version of the zone lasts.
 */
final class Denial {
  private static final int SHA1 = 1;

  /** With more the general way decides what to do. */
  private static final int MAX_ITERATIONS = 500;

  private final @Nullable NsecChain nsec;
  private final @Nullable Nsec3Chain nsec3;
  private final boolean usable;
  private final int slots; // 0: nothing is remembered
  private final boolean shareable;

  // By a name's slot in the index, 0 while not known. Written by any thread, always the same value.
  private volatile int @Nullable [] own;
  private volatile int @Nullable [] wildcards;

  /**
   * @param usable whether it is plain which of the two is to be used
   * @param slots of the index; 0 to remember nothing
   * @param shareable whether versions with the same base can go on from it
   */
  Denial(
      @Nullable NsecChain nsec,
      @Nullable Nsec3Chain nsec3,
      boolean usable,
      int slots,
      boolean shareable) {
    this.nsec = nsec;
    this.nsec3 = nsec3;
    this.usable = usable;
    this.slots = slots;
    this.shareable = shareable;
  }

  /**
   * The proofs of a version.
   *
   * @param parameters the apex's NSEC3PARAM RRset
   * @param before the proofs of a version with the same base, null to gather them anew
   */
  static Denial of(byte[] apex, Nodes nodes, Optional<RRset> parameters, @Nullable Denial before) {
    Optional<byte[]> first = parameters.stream()
        .flatMap(rrset -> rrset.rdatas().stream())
        .filter(Denial::isChain)
        .findFirst()
        .map(Octets::toArray);
    NsecChain nsec = nsec(nodes, before);
    Nsec3Chain nsec3 = first.map(rdata -> nsec3(apex, nodes, rdata, before)).orElse(null);
    boolean anew = nsec != null && (before == null || before.nsec == null)
        || nsec3 != null && !isOf(before, nsec3.parameters());
    boolean usable = parameters.isEmpty()
        || parameters.get().size() == 1
            && nsec3 != null
            && !nsec3.isEmpty()
            && nsec3.parameters()[0] == SHA1
            && nsec3.iterations() <= MAX_ITERATIONS;
    boolean changed = nodes.changed() != null;
    int slots = changed ? 0 : nodes.base().slots();
    return new Denial(nsec, nsec3, usable, slots, !(changed && anew));
  }

  /** No flag is set (RFC 5155 §4.1.2), and the salt is as long as it says. */
  private static boolean isChain(Octets rdata) {
    return rdata.length() >= 5 && rdata.at(1) == 0 && rdata.length() == 5 + rdata.at(4);
  }

  private static @Nullable NsecChain nsec(Nodes nodes, @Nullable Denial before) {
    if (nodes.counts().nsecs == 0) {
      return null;
    }
    NsecChain base = before == null ? null : before.nsec;
    return base == null
        ? new NsecChain(nodes.chunks(), nodes.inOrder(Blocks.NSEC))
        : base.changed(nodes);
  }

  private static Nsec3Chain nsec3(
      byte[] apex, Nodes nodes, byte[] parameters, @Nullable Denial before) {
    Nsec3Chain base = before == null ? null : before.nsec3;
    return base == null || !isOf(before, parameters)
        ? new Nsec3Chain(apex, nodes.chunks(), nodes.inOrder(Blocks.NSEC3), parameters)
        : base.changed(nodes);
  }

  private static boolean isOf(@Nullable Denial denial, byte[] parameters) {
    return denial != null
        && denial.nsec3 != null
        && Arrays.equals(denial.nsec3.parameters(), parameters);
  }

  /** Whether versions with the same base can go on from these proofs. */
  boolean isShareable() {
    return shareable;
  }

  /**
   * The proofs when what was changed has become part of the base.
   *
   * @param moved where each changed node was and is now
   */
  Denial merged(Nodes merged, Map<Integer, Integer> moved) {
    return new Denial(
        nsec == null ? null : nsec.merged(merged, moved),
        nsec3 == null ? null : nsec3.merged(merged, moved),
        usable,
        merged.base().slots(),
        true);
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
    if (slots == 0) {
      return;
    }
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
    if (slots == 0) {
      return;
    }
    int[] known = wildcards;
    if (known == null) {
      known = new int[slots];
      wildcards = known;
    }
    known[slot] = value;
  }
}
