package org.polderdns.backend;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/** Stands for all zones of a store whose list has not been read to its end yet. */
final class Unread implements ZoneView {
  static final Unread INSTANCE = new Unread();

  private Unread() {}

  @Override
  public Name apex() {
    return Name.ROOT;
  }

  @Override
  public ZoneNode apexNode() {
    throw new IllegalStateException("the list of zones is being read");
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    throw new IllegalStateException("the list of zones is being read");
  }
}
