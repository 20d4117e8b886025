package org.polderdns.backend;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.polderdns.wire.Name;

/**
 * The role of a store that looks up names of several zones for less than what it costs one after the
 * other.
 */
public interface BulkLookup {
  /** Some names of a zone. */
  record Wanted(ZoneInfo zone, Collection<Name> owners) {}

  /**
   * What is at names of several zones, each zone given once.
   *
   * @return for each zone, in the same order, what {@link Backend#lookup} gives; all of it is of one
   *     state of the store
   */
  List<Map<Name, StoredNode>> lookup(List<Wanted> wanted);
}
