package org.polderdns.zone.compiled;

/** How many nodes of a zone are something that answering has to look out for. */
final class NodeCounts {
  int cuts;
  int dnames;
  int wildcards;
  int nsecs;
  int nsec3s;

  /** Whether there may be names below one that owns nothing but an NSEC3. */
  boolean belowHashed;

  NodeCounts() {}

  NodeCounts(NodeCounts other) {
    cuts = other.cuts;
    dnames = other.dnames;
    wildcards = other.wildcards;
    nsecs = other.nsecs;
    nsec3s = other.nsec3s;
    belowHashed = other.belowHashed;
  }

  void add(int flags, int children) {
    count(flags, 1);
    if (children > 0) {
      countChildOf(flags);
    }
  }

  void remove(int flags) {
    count(flags, -1);
  }

  void countChildOf(int flags) {
    belowHashed |= (flags & Blocks.HASHED) != 0;
  }

  private void count(int flags, int by) {
    cuts += (flags & Blocks.CUT) != 0 ? by : 0;
    dnames += (flags & Blocks.DNAME) != 0 ? by : 0;
    wildcards += (flags & Blocks.WILDCARD) != 0 ? by : 0;
    nsecs += (flags & Blocks.NSEC) != 0 ? by : 0;
    nsec3s += (flags & Blocks.NSEC3) != 0 ? by : 0;
  }
}
