package org.polderdns.backend;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/**
 * Stands for a zone of a store that may block, where only its name counts.
 *
 * @param order the store's place in launch order, from 0
 */
record Elsewhere(Name apex, int order) implements ZoneView {
  @Override
  public ZoneNode apexNode() {
    throw new IllegalStateException(apex + " is in another store");
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    throw new IllegalStateException(apex + " is in another store");
  }
}
