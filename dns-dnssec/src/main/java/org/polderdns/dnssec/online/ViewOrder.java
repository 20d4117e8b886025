package org.polderdns.dnssec.online;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.ZoneOrder;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * The order of names in views of one zone, which know it or are a zone in memory: then it is found
 * when it is first asked for, and kept until another version of the zone is asked for. Safe for all
 * threads.
 */
final class ViewOrder {
  /** The names of a version of the zone. */
  private record Ordered(CompiledZone zone, ZoneOrder order) {}

  private final Name apex;
  private final DenialParameters denial;
  private volatile @Nullable Ordered ordered;

  ViewOrder(Name apex, DenialParameters denial) {
    this.apex = apex;
    this.denial = denial;
  }

  /** The span of the NSEC chain that a name is in. */
  Optional<NameSpan> spanOf(Name name, ZoneView view) {
    return view instanceof CompiledZone zone ? order(zone).spanOf(name) : view.spanOf(name);
  }

  /** The span of the NSEC3 chain that a hash is in. */
  Optional<HashSpan> spanOf(Octets hash, ZoneView view) {
    return view instanceof CompiledZone zone ? order(zone).spanOf(hash) : view.spanOf(hash);
  }

  @SuppressWarnings("ReferenceEquality") // versions of a zone have no other
  private ZoneOrder order(CompiledZone zone) {
    @Nullable Ordered last = ordered;
    if (last != null && last.zone == zone) {
      return last.order;
    }
    synchronized (this) {
      last = ordered;
      if (last == null || last.zone != zone) {
        last = new Ordered(zone, ZoneOrder.of(apex, zone.nodes(), denial));
        ordered = last;
      }
      return last.order;
    }
  }
}
