package org.polderdns.backend.files;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.Unavailable;

/** Holds the place of a zone that has no version in service: all that is asked of it fails. */
record UnloadedZone(BindZone zone) implements ZoneView, Unavailable {
  @Override
  public Name apex() {
    return zone.apex();
  }

  @Override
  public ZoneNode apexNode() {
    throw zone.notLoaded();
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    throw zone.notLoaded();
  }
}
