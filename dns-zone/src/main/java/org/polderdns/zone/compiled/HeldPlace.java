package org.polderdns.zone.compiled;

import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.ZoneView;

/**
 * Holds the place of a zone in a {@link ZoneTable}, with which it shares the name, as there may be a
 * million of them.
 */
public abstract class HeldPlace implements ZoneView {
  private final byte[] apex; // in lower case

  /** A place for the zone of that name. */
  protected HeldPlace(Name apex) {
    this.apex = NameKey.lower(apex.toOctets().toArray());
  }

  /** The name in lower case, which is made anew each time. */
  @Override
  public Name apex() {
    return Name.ofWire(Octets.wrap(apex));
  }

  /** The zone itself, for one question; this where there is none. */
  public ZoneView open() {
    return this;
  }

  byte[] octets() {
    return apex;
  }
}
