package org.polderdns.backend;

import java.util.Set;
import org.polderdns.wire.Name;

/**
 * A store that can tell which empty non-terminals {@link Backend#lookup} does not know of, because
 * whoever wrote the records did not note them. A store that always knows does not play this role.
 */
public interface EmptyNonTerminals {
  /**
   * The names that own nothing, have names below them, and are not found by a look-up.
   *
   * @param limit how many to give at most; the zone's others do not exist to questions then
   */
  Set<Name> unnoted(ZoneInfo zone, int limit);
}
