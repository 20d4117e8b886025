package org.polderdns.backend;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/** Stands for a zone of a store that may block, where only its name counts. */
record Elsewhere(LaunchedStore store, ZoneInfo info) implements ZoneView {
  @Override
  public Name apex() {
    return info.apex();
  }

  @Override
  public ZoneNode apexNode() {
    throw new IllegalStateException(apex() + " is in another store");
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    throw new IllegalStateException(apex() + " is in another store");
  }

  /** The zone itself, for one question. */
  ZoneView open() {
    return store.open(info);
  }
}
