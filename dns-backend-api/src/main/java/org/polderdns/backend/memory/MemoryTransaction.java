package org.polderdns.backend.memory;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.CheckedTransaction;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneComments;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.zone.change.Changeset;

final class MemoryTransaction extends CheckedTransaction {
  private final MemoryBackend store;
  private final MemoryBackend.Version begun;
  private long lastId;
  private @Nullable StoredZone zone; // null: there is none

  MemoryTransaction(MemoryBackend store, Name apex) {
    super(store.name(), apex);
    this.store = store;
    this.begun = store.current();
    this.lastId = begun.lastId();
    this.zone = begun.zones().get(apex);
  }

  @Override
  public Optional<ZoneInfo> zone() {
    checkUsable();
    return Optional.ofNullable(zone).map(StoredZone::info);
  }

  @Override
  public ZoneInfo create(ZoneKind kind) {
    checkAbsent();
    ZoneInfo info = ZoneInfo.of(nextId(), apex(), kind);
    zone = StoredZone.empty(info);
    return info;
  }

  @Override
  public void update(ZoneInfo info) {
    existing(info);
    zone = stored().withInfo(info);
  }

  @Override
  public void delete() {
    checkUsable();
    zone = null;
  }

  @Override
  public Optional<StoredNode> lookup(Name owner) {
    checkUsable();
    return Optional.ofNullable(zone).map(has -> has.contents().get(owner));
  }

  @Override
  public void apply(Changeset changes) {
    existing(changes);
    StoredZone old = stored();
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
    StoredZone old = stored();
    loadBegun();
    Consumer<StoredZone> done = loaded -> {
      zone = loaded;
      loadFinished();
    };
    return new MemoryLoad(old, done);
  }

  @Override
  public List<String> metadata(String kind) {
    checkUsable();
    return zone == null ? List.of() : zone.metadata(kind);
  }

  @Override
  public void setMetadata(String kind, List<String> values) {
    zone = stored().withMetadata(kind, values);
  }

  @Override
  public Optional<ZoneKeys> keys() {
    return Optional.of(new MemoryKeys(this));
  }

  @Override
  public Optional<ZoneComments> comments() {
    return Optional.of(new MemoryComments(this));
  }

  @Override
  public void commit() {
    checkUsable();
    Map<Name, StoredZone> zones = new HashMap<>(begun.zones());
    if (zone == null) {
      zones.remove(apex());
    } else {
      zones.put(apex(), zone);
    }
    store.publish(begun.withZones(lastId, zones));
    close();
  }

  @Override
  protected void release() {
    store.ended();
  }

  String backend() {
    return store.name();
  }

  /** A number that nothing in the store has. */
  long nextId() {
    return ++lastId;
  }

  /** The zone's keys; none if there is no zone. */
  List<StoredKey> currentKeys() {
    checkUsable();
    return zone == null ? List.of() : zone.keys();
  }

  void set(StoredZone changed) {
    checkUsable();
    zone = changed;
  }

  /** The zone as it is within this transaction, which there must be. */
  StoredZone stored() {
    existing();
    return Objects.requireNonNull(zone);
  }
}
