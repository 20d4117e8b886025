package org.polderdns.backend;

import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/** A node of a store, of which an RRset that cannot be read fails whoever asks for it. */
record StoreNode(LaunchedStore store, Name apex, StoredNode stored) implements ZoneNode {
  @Override
  public Name name() {
    return stored.owner();
  }

  @Override
  public List<RRset> rrsets() {
    return stored.rrsets();
  }

  @Override
  public int indexOf(RecordType type) {
    if (!stored.broken().isEmpty() && stored.broken().contains(type)) {
      throw store.unreadable(apex, stored.owner(), type);
    }
    return ZoneNode.super.indexOf(type);
  }
}
