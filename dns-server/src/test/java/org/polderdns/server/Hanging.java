package org.polderdns.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.wire.Name;

/** A store that lists its zones and then hangs in every look-up, until it is released. */
final class Hanging implements Backend, ZoneListing {
  private final MemoryBackend inner;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  Hanging(MemoryBackend inner) {
    this.inner = inner;
  }

  boolean asked() {
    return asked.getCount() == 0;
  }

  void release() {
    released.countDown();
  }

  @Override
  public String name() {
    return "hanging";
  }

  @Override
  public Optional<ZoneInfo> zone(Name apex) {
    return inner.zone(apex);
  }

  @Override
  public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    asked.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return inner.lookup(zone, owners);
  }

  @Override
  public List<ZoneInfo> zones() {
    return inner.zones();
  }

  @Override
  public List<ZoneInfo> servedZones() {
    return inner.servedZones();
  }

  @Override
  public void close() {
    inner.close();
  }
}
