package org.polderdns.zone.compiled;

import java.util.Optional;

/**
 * What is known at the moment of zones that only hold their place in the tables, as what a cache has
 * of them. For one thread.
 */
public interface KnownZones {
  /** Nothing is known of any. */
  KnownZones NONE = place -> Optional.empty();

  /** Finds nodes of one zone; good until the next zone is opened. */
  interface Finder {
    /** Says that there is no node of that name; known by identity. */
    byte[] ABSENT = {};

    /** Says that it is not known whether there is one; known by identity. */
    byte[] UNKNOWN = {};

    /**
     * Where the node of a name stands, at {@link LaidOutNodes#AT}.
     *
     * @param hash that of the whole name, as {@link NameKey} has it
     * @param name holds the name in lower case without the zone's, from {@code from} to {@code to}
     * @param wildcard whether the wildcard below that name is looked for; the hash is then its own
     * @return the array, {@link #ABSENT} or {@link #UNKNOWN}
     */
    byte[] find(long hash, byte[] name, int from, int to, boolean wildcard);

    /** Is called when a question was answered by what was found. */
    void answered();
  }

  /** Is called when a question is about none of the zones in the tables. */
  default void nowhere() {}

  /** What is known of a zone; nothing if questions for it are not to be answered so. */
  Optional<Finder> open(HeldPlace place);
}
