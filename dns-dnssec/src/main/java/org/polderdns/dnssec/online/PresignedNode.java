package org.polderdns.dnssec.online;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/** A name with its stored RRsets, and behind them its NSEC, made when somebody looks at it. */
final class PresignedNode implements ZoneNode {
  private final PresignedView view;
  private final ZoneNode stored;
  private final Name name;
  private final List<RRset> rrsets;
  private @Nullable RRset nsec;

  PresignedNode(PresignedView view, ZoneNode stored) {
    this.view = view;
    this.stored = stored;
    this.name = stored.name();
    this.rrsets = stored.rrsets();
  }

  @Override
  public Name name() {
    return name;
  }

  @Override
  public int indexOf(RecordType type) {
    return type == RecordType.NSEC ? rrsets.size() : stored.indexOf(type);
  }

  /** Never, as it has an NSEC. */
  @Override
  public boolean isHashedName() {
    return false;
  }

  @Override
  public List<RRset> rrsets() {
    return new AbstractList<>() {
      @Override
      public RRset get(int index) {
        return index < rrsets.size() ? rrsets.get(index) : nsec();
      }

      @Override
      public int size() {
        return rrsets.size() + 1;
      }
    };
  }

  private RRset nsec() {
    RRset made = nsec;
    if (made == null) {
      made = view.nsec(name, rrsets);
      nsec = made;
    }
    return made;
  }
}
