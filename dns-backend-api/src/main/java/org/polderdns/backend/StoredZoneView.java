package org.polderdns.backend;

import org.polderdns.zone.ZoneView;

/** A zone seen by look-ups in its store. */
public interface StoredZoneView extends ZoneView {
  /** The zone, by which its keys and metadata are found. */
  ServedZone served();
}
