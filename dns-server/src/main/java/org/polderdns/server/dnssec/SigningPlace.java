package org.polderdns.server.dnssec;

import java.util.Optional;
import java.util.function.Supplier;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.HeldPlace;

/** Holds the place of a zone in memory whose answers are signed one by one. */
final class SigningPlace extends HeldPlace {
  private final Supplier<ZoneView> view;

  /**
   * @param view gives the zone for one question, or fails
   */
  SigningPlace(Name apex, Supplier<ZoneView> view) {
    super(apex);
    this.view = view;
  }

  @Override
  public ZoneView open() {
    return view.get();
  }

  @Override
  public ZoneNode apexNode() {
    return open().apexNode();
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    return open().node(name);
  }
}
