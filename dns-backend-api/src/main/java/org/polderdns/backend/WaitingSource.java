package org.polderdns.backend;

import java.util.List;
import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;

/**
 * Zones for one thread that may wait for stores, and that has several questions at hand.
 *
 * <pre>{@code
 * source.expect(List.of(one, another));  // one look-up for both
 * answerer.answer(one, ...);
 * answerer.answer(another, ...);
 * }</pre>
 *
 * <p>Between two calls of {@link #expect} each zone stays as it was found at first.
 */
public interface WaitingSource extends ZoneSource {
  /**
   * Looks up together what questions for these names need first, where a store can do that. Forgets
   * all that was looked up before. Never fails: what a store cannot give now it is asked for again
   * by the question.
   */
  void expect(List<Name> qnames);

  /** A source of which nothing has to be looked up. */
  static WaitingSource of(ZoneSource zones) {
    return new WaitingSource() {
      @Override
      public void expect(List<Name> qnames) {}

      @Override
      public Optional<ZoneView> zone(Name name) {
        return zones.zone(name);
      }

      @Override
      public Optional<ZoneView> zoneAbove(Name name) {
        return zones.zoneAbove(name);
      }
    };
  }
}
