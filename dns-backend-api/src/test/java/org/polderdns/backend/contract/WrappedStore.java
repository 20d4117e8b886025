package org.polderdns.backend.contract;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;

/** A store that only looks up, in another; for tests that want one to behave otherwise. */
public class WrappedStore implements Backend {
  protected final Backend inner;

  public WrappedStore(Backend inner) {
    this.inner = inner;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Optional<ZoneInfo> zone(Name apex) {
    return inner.zone(apex);
  }

  @Override
  public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    return inner.lookup(zone, owners);
  }

  @Override
  public void close() {
    inner.close();
  }
}
