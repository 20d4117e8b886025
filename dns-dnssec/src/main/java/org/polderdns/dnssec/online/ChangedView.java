package org.polderdns.dnssec.online;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/** A zone with something changed; here all is as in the other view. */
abstract class ChangedView implements ZoneView {
  private final ZoneView other;

  ChangedView(ZoneView other) {
    this.other = other;
  }

  @Override
  public Name apex() {
    return other.apex();
  }

  @Override
  public ZoneNode apexNode() {
    return other.apexNode();
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    return other.node(name);
  }

  @Override
  public void prefetch(Name qname) {
    other.prefetch(qname);
  }

  @Override
  public void find(Name qname, Search found) {
    other.find(qname, found);
  }

  @Override
  public Optional<ZoneNode> nsecAtOrBefore(Name name) {
    return other.nsecAtOrBefore(name);
  }

  @Override
  public Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    return other.nsec3AtOrBefore(hash);
  }

  @Override
  public Optional<NameSpan> spanOf(Name name) {
    return other.spanOf(name);
  }

  @Override
  public Optional<HashSpan> spanOf(Octets hash) {
    return other.spanOf(hash);
  }
}
