package org.polderdns.backend.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.CheckedTransaction;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * A change of one zone's records, written to its file at the commit. Zones themselves come and go
 * in the configuration only.
 */
final class BindTransaction extends CheckedTransaction {
  private final String backend;
  private final BindZones zones;
  private final @Nullable BindZone zone; // null: there is none
  private final Companion companion;
  private final FileStamp begun;
  private @Nullable ZoneTransaction kept; // of keys and metadata; null: they were not touched
  private @Nullable CompiledZone contents; // null: there is no version that could be read
  private boolean changed;

  /** Begins; of an existing zone the caller has the right to write. */
  BindTransaction(
      String backend, BindZones zones, Name apex, @Nullable BindZone zone, Companion companion) {
    super(backend, apex);
    this.companion = companion;
    this.backend = backend;
    this.zones = zones;
    this.zone = zone;
    if (zone == null) {
      begun = FileStamp.NONE;
      return;
    }
    if (zone.isStale() && !zone.isRejected()) {
      zones.load(zone);
    }
    contents = zone.zone().orElse(null);
    begun = zone.isRejected() ? FileStamp.ofAny(zone.statement().file()) : zone.stamp();
  }

  @Override
  public Optional<ZoneInfo> zone() {
    checkUsable();
    return Optional.ofNullable(zone).map(BindZone::info);
  }

  @Override
  public ZoneInfo create(ZoneKind kind) {
    throw elsewhere();
  }

  @Override
  public void update(ZoneInfo info) {
    throw elsewhere();
  }

  @Override
  public void delete() {
    throw elsewhere();
  }

  @Override
  public void setMetadata(String kind, List<String> values) {
    existing();
    kept().setMetadata(kind, values);
  }

  /** The transaction in which keys and metadata are changed. */
  private ZoneTransaction kept() {
    ZoneTransaction begunOnce = kept;
    if (begunOnce == null) {
      begunOnce = companion.begin(apex());
      kept = begunOnce;
    }
    return begunOnce;
  }

  @Override
  public Optional<ZoneKeys> keys() {
    checkUsable();
    return zone == null || !companion.isThere() ? Optional.empty() : kept().keys();
  }

  private StoreException elsewhere() {
    checkUsable();
    return new StoreException(
        backend, "zone " + apex() + ": zones are made, changed and deleted in the named.conf");
  }

  @Override
  public Optional<StoredNode> lookup(Name owner) {
    checkUsable();
    return zone == null
        ? Optional.empty()
        : contents().node(owner).map(node -> StoredNode.of(node.name(), node.rrsets()));
  }

  @Override
  public void apply(Changeset changes) {
    existing(changes);
    contents = contents().with(changes);
    changed = true;
  }

  @Override
  public ZoneLoad replaceAll() {
    existing();
    loadBegun();
    return new FileLoad(apex(), loaded -> {
      contents = loaded;
      changed = true;
      loadFinished();
    });
  }

  @Override
  public List<String> metadata(String kind) {
    checkUsable();
    ZoneTransaction changing = kept;
    return changing == null
        ? companion
            .capability(MetadataListing.class)
            .map(listing -> listing.metadata(apex(), kind))
            .orElse(List.of())
        : companion.metadata(apex(), kind, changing.metadata(kind));
  }

  @Override
  public void commit() {
    checkUsable();
    if (changed) {
      write(written(), contents());
    }
    if (kept != null) {
      kept.commit();
    }
    close();
  }

  private void write(BindZone written, CompiledZone zoneContents) {
    if (!zoneContents.apexNode().has(RecordType.SOA)) {
      throw new ChangeRefusedException(List.of(apex() + " SOA: the zone has none"));
    }
    Path file = written.statement().file();
    try {
      if (Files.exists(file)) {
        file = file.toRealPath(); // a link stays, and what it leads to is replaced
      }
      if (!FileStamp.ofAny(file).equals(begun)) {
        throw new StoreException(
            backend, "'" + file + "' was changed by someone else, nothing was written");
      }
      Path beside = ZoneFileOutput.write(file, zoneContents);
      try {
        LoadedFile loaded = written.read(beside); // that it can be read again is seen to first
        ZoneFileOutput.replace(file, beside);
        written.publish(loaded);
      } finally {
        Files.deleteIfExists(beside);
      }
      zones.changed();
    } catch (IOException e) {
      throw new StoreException(backend, "cannot write '" + file + "': " + e, e);
    }
  }

  @Override
  protected void release() {
    try {
      if (kept != null) {
        kept.close();
      }
    } finally {
      if (zone != null) {
        zone.endWriting();
      }
    }
  }

  private BindZone written() {
    existing();
    return Objects.requireNonNull(zone);
  }

  private CompiledZone contents() {
    CompiledZone now = contents;
    if (now == null) {
      throw written().notLoaded();
    }
    return now;
  }
}
