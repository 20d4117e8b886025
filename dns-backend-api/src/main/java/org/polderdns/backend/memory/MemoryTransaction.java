package org.polderdns.backend.memory;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.zone.change.Changeset;

final class MemoryTransaction implements ZoneTransaction {
  private final MemoryBackend store;
  private final Name apex;
  private final MemoryBackend.Version begun;
  private long lastId;
  private @Nullable StoredZone zone; // null: there is none
  private boolean loading;
  private boolean ended;

  MemoryTransaction(MemoryBackend store, Name apex) {
    this.store = store;
    this.apex = apex;
    this.begun = store.current();
    this.lastId = begun.lastId();
    this.zone = begun.zones().get(apex);
  }

  @Override
  public Name apex() {
    return apex;
  }

  @Override
  public Optional<ZoneInfo> zone() {
    usable();
    return Optional.ofNullable(zone).map(StoredZone::info);
  }

  @Override
  public ZoneInfo create(ZoneKind kind) {
    usable();
    if (zone != null) {
      throw new StoreException(store.name(), "zone " + apex + " exists already");
    }
    ZoneInfo info = ZoneInfo.of(++lastId, apex, kind);
    zone = StoredZone.empty(info);
    return info;
  }

  @Override
  public void update(ZoneInfo info) {
    StoredZone old = existing();
    if (info.id() != old.info().id() || !info.apex().equals(apex)) {
      throw new IllegalArgumentException(info + " is not of " + old.info());
    }
    zone = old.withInfo(info);
  }

  @Override
  public void delete() {
    usable();
    zone = null;
  }

  @Override
  public Optional<StoredNode> lookup(Name owner) {
    usable();
    return Optional.ofNullable(zone).map(has -> has.contents().get(owner));
  }

  @Override
  public void apply(Changeset changes) {
    StoredZone old = existing();
    if (!changes.apex().equals(apex)) {
      throw new IllegalArgumentException("changes of " + changes.apex() + " for " + apex);
    }
    Map<Name, List<RRset>> after = new LinkedHashMap<>();
    for (Name owner : changes.owners()) {
      after.put(owner, changes.applyTo(owner, old.contents().rrsets(owner)));
    }
    Contents contents = old.contents().copy();
    after.forEach(contents::set);
    zone = old.withContents(contents);
  }

  @Override
  public ZoneLoad replaceAll() {
    StoredZone old = existing();
    loading = true;
    Consumer<StoredZone> done = loaded -> {
      zone = loaded;
      loading = false;
    };
    return new MemoryLoad(old, done);
  }

  @Override
  public List<String> metadata(String kind) {
    usable();
    return zone == null ? List.of() : zone.metadata(kind);
  }

  @Override
  public void setMetadata(String kind, List<String> values) {
    zone = existing().withMetadata(kind, values);
  }

  @Override
  public void commit() {
    usable();
    Map<Name, StoredZone> zones = new HashMap<>(begun.zones());
    if (zone == null) {
      zones.remove(apex);
    } else {
      zones.put(apex, zone);
    }
    store.publish(new MemoryBackend.Version(begun.number() + 1, lastId, zones));
    close();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      store.ended();
    }
  }

  private void usable() {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
    if (loading) {
      throw new IllegalStateException("the load is not finished");
    }
  }

  private StoredZone existing() {
    usable();
    if (zone == null) {
      throw new StoreException(store.name(), "there is no zone " + apex);
    }
    return zone;
  }
}
