package org.polderdns.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which zones are answered as their records are, neither signed nor changed on the way. */
@FunctionalInterface
public interface PlainZones {
  /** All zones are. */
  PlainZones ALL = (metadata, keys) -> true;

  /**
   * Whether a zone is.
   *
   * @param metadata by kind, as the store gives them
   * @param keys those to be used, none if the store has no keys; empty if they are not known now
   */
  boolean isPlain(Map<String, List<String>> metadata, Optional<List<StoredKey>> keys);
}
