package org.polderdns.backend;

import java.util.function.Consumer;

/** A store that can give all of a zone's records. */
public interface RecordListing {
  /**
   * Visits all nodes of a zone, of one version of it: the apex first, the others in the store's
   * order, each owner once. Nothing of the zone's size is held in memory. Empty non-terminals are
   * visited only if the store notes them.
   */
  void list(ZoneInfo zone, Consumer<StoredNode> visitor);

  /**
   * As {@link #list}, but those nodes only that {@link Backend#lookup} finds, and perhaps by a
   * connection that is kept for the purpose.
   */
  default void listFound(ZoneInfo zone, Consumer<StoredNode> visitor) {
    list(zone, visitor);
  }

  /**
   * Whether look-ups find what is listed and nothing else, until the store changes: no statement of
   * the operator's gives answers of its own.
   */
  default boolean isPlain() {
    return true;
  }
}
