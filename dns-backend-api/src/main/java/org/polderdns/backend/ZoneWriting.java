package org.polderdns.backend;

import org.polderdns.wire.Name;

/** A store in which the records of zones can be changed. */
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

  /**
   * Whether zones can be made and deleted here, and what is kept beside their records be changed.
   * Where not, those methods of a transaction fail with a {@link StoreException}: zones come and go
   * in another place.
   */
  default boolean makesZones() {
    return true;
  }
}
