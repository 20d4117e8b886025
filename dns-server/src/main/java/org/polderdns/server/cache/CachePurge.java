package org.polderdns.server.cache;

import org.polderdns.wire.Name;

/** A cache of answers that operators can empty. */
public interface CachePurge {
  /** A cache that never holds anything. */
  CachePurge NONE = new CachePurge() {
    @Override
    public long purge() {
      return 0;
    }

    @Override
    public long purge(Name name) {
      return 0;
    }

    @Override
    public long purgeBelow(Name name) {
      return 0;
    }
  };

  /** Drops everything; returns how many entries that were. */
  long purge();

  /** Drops what is held of one name; returns how many entries that were. */
  long purge(Name name);

  /** Drops what is held of a name and all below it; returns how many entries that were. */
  long purgeBelow(Name name);
}
