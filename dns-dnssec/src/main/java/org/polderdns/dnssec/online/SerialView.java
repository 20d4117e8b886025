package org.polderdns.dnssec.online;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.change.Serial;
import org.polderdns.zone.change.SoaEdit;

/** An unsigned zone with the serial that SOA-EDIT wants. For as many threads as the other view. */
public final class SerialView extends ChangedView {
  private final SoaEdit edit;
  private final Clock clock;
  private final long delay;

  /**
   * @param delay seconds after which a week begins, as for {@link SoaEdit#served(long, Clock, long)}
   */
  public SerialView(ZoneView stored, SoaEdit edit, Clock clock, long delay) {
    super(stored);
    this.edit = edit;
    this.clock = clock;
    this.delay = delay;
  }

  @Override
  public ZoneNode apexNode() {
    return edited(super.apexNode());
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    Optional<ZoneNode> found = super.node(name);
    return name.equals(apex()) ? found.map(this::edited) : found;
  }

  @Override
  public void find(Name qname, Search found) {
    super.find(qname, found);
    if (found.outcome() == Search.Outcome.EXACT && qname.equals(apex())) {
      found.exact(edited(found.node()));
    }
  }

  private ZoneNode edited(ZoneNode node) {
    List<RRset> rrsets = new ArrayList<>(node.rrsets());
    rrsets.replaceAll(this::edited);
    return ZoneNode.of(node.name(), rrsets);
  }

  private RRset edited(RRset rrset) {
    return rrset.type() == RecordType.SOA
        ? Serial.with(rrset, edit.served(Serial.of(rrset), clock, delay))
        : rrset;
  }
}
