package org.polderdns.backend;

import org.polderdns.wire.Name;

/** A store that zones can be made and changed in. */
public interface ZoneWriting {
  /**
   * Begins a transaction on the zone of that apex, which need not exist. It waits for another one
   * to end, within a bound.
   *
   * <pre>{@code
   * try (ZoneTransaction tx = store.begin(apex)) {
   *   tx.apply(changes);
   *   tx.commit();
   * }
   * }</pre>
   */
  ZoneTransaction begin(Name apex);
}
