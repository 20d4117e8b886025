package org.polderdns.backend.contract;

import java.util.List;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.memory.MemoryBackend;

/** A store that looks up in another and lists its zones. */
public class WrappedListing extends WrappedStore implements ZoneListing {
  protected final MemoryBackend memory;

  public WrappedListing(MemoryBackend memory) {
    super(memory);
    this.memory = memory;
  }

  @Override
  public List<ZoneInfo> zones() {
    return memory.zones();
  }

  @Override
  public List<ZoneInfo> servedZones() {
    return memory.servedZones();
  }
}
