package org.polderdns.zone;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.wire.Name;

/**
 * Some zones, never changing. Safe for all threads if the views are.
 *
 * <pre>{@code
 * ZoneSource zones = ZoneSet.of(ZoneTree.of(Name.parse("example."), rrsets));
 * zones.zone(Name.parse("www.example.")).orElseThrow().apex(); // example.
 * }</pre>
 */
public final class ZoneSet implements ZoneSource {
  private final Map<Name, Optional<ZoneView>> zones = new HashMap<>();
  private final int mostLabels; // of an apex

  private ZoneSet(Collection<? extends ZoneView> views) {
    int most = 0;
    for (ZoneView view : views) {
      most = Math.max(most, view.apex().labelCount());
      if (zones.put(view.apex(), Optional.of(view)) != null) {
        throw new IllegalArgumentException("two zones " + view.apex());
      }
    }
    mostLabels = most;
  }

  /**
   * @throws IllegalArgumentException if two have the same apex
   */
  public static ZoneSet of(Collection<? extends ZoneView> views) {
    return new ZoneSet(views);
  }

  /** As {@link #of(Collection)}. */
  public static ZoneSet of(ZoneView... views) {
    return new ZoneSet(List.of(views));
  }

  @Override
  public Optional<ZoneView> zone(Name name) {
    return longest(name, name.labelCount());
  }

  @Override
  public Optional<ZoneView> zoneAbove(Name name) {
    return longest(name, name.labelCount() - 1);
  }

  private Optional<ZoneView> longest(Name name, int atMostLabels) {
    for (int labels = Math.min(atMostLabels, mostLabels); labels >= 0; labels--) {
      Optional<ZoneView> zone = zones.get(name.suffix(labels));
      if (zone != null) {
        return zone;
      }
    }
    return Optional.empty();
  }
}
