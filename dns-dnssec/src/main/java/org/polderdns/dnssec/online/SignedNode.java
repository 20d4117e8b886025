package org.polderdns.dnssec.online;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/**
 * A name of a zone with its data, and behind them its NSEC and RRSIG, which are made when somebody
 * looks at them. Stays valid for as long as its view.
 */
final class SignedNode implements ZoneNode {
  private final SignedView view;
  private final Name name;
  private final List<RRset> data;
  private final boolean hasNsec;
  private @Nullable RRset nsec;
  private @Nullable RRset signatures;

  SignedNode(SignedView view, Name name, List<RRset> data) {
    this.view = view;
    this.name = name;
    this.data = data;
    this.hasNsec = view.hasNsec(data);
  }

  @Override
  public Name name() {
    return name;
  }

  /** What is not made: of the apex the records of keys are data too. */
  List<RRset> data() {
    return data;
  }

  private boolean isSigned() {
    return hasNsec || !data.isEmpty();
  }

  @Override
  public int indexOf(RecordType type) {
    if (type == RecordType.NSEC) {
      return hasNsec ? data.size() : -1;
    }
    if (type == RecordType.RRSIG) {
      return isSigned() ? data.size() + (hasNsec ? 1 : 0) : -1;
    }
    for (int i = 0; i < data.size(); i++) {
      if (data.get(i).type() == type) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int indexOfStoredSignatures() {
    return -1;
  }

  /** Never, as the view does not show those. */
  @Override
  public boolean isHashedName() {
    return false;
  }

  @Override
  public List<RRset> rrsets() {
    return new AbstractList<>() {
      @Override
      public RRset get(int index) {
        if (index < data.size()) {
          return data.get(index);
        }
        return index == SignedNode.this.indexOf(RecordType.RRSIG) ? signatures() : nsec();
      }

      @Override
      public int size() {
        return data.size() + (hasNsec ? 1 : 0) + (isSigned() ? 1 : 0);
      }
    };
  }

  private RRset nsec() {
    RRset made = nsec;
    if (made == null) {
      made = view.nsec(this);
      nsec = made;
    }
    return made;
  }

  private RRset signatures() {
    RRset made = signatures;
    if (made == null) {
      made = view.signatures(this);
      signatures = made;
    }
    return made;
  }
}
