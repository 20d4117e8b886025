package org.polderdns.backend.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.KeySearch;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.MetadataSearch;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.TsigKeyListing;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Where keys and metadata of the zones in files are kept, if anywhere. A zone without active keys
 * whose file has signatures is {@code PRESIGNED} by itself.
 */
final class Companion {
  /** What the companion does in the place of the store. */
  private static final Set<Class<?>> ROLES = Set.of(
      KeyListing.class,
      KeySearch.class,
      MetadataSearch.class,
      TsigKeyListing.class,
      TsigKeyStore.class);

  private final String name;
  private final BindZones zones;
  private final Metadata metadata = new Metadata();
  private final @Nullable Backend own; // null: it is another's to close
  private volatile @Nullable Backend store; // null: there is none
  private long lastMark; // guarded by this
  private long marks; // guarded by this

  /**
   * @param own is closed with this; null for none
   */
  Companion(String name, BindZones zones, @Nullable Backend own) {
    this.name = name;
    this.zones = zones;
    this.own = own;
    this.store = own;
  }

  void use(Backend other) {
    store = other;
  }

  /** The part that a role of the store is played by, if there is one for it. */
  <T> Optional<T> capability(Class<T> type) {
    Backend kept = store;
    if (type == MetadataListing.class || type == MetadataStore.class && kept != null) {
      return Optional.of(type.cast(metadata));
    }
    return kept != null && ROLES.contains(type) ? kept.capability(type) : Optional.empty();
  }

  /**
   * Begins to change keys and metadata of a zone.
   *
   * @throws StoreException if they cannot be kept
   */
  ZoneTransaction begin(Name apex) {
    Backend kept = store;
    if (kept == null) {
      throw new StoreException(
          name, "zone " + apex + ": keys and metadata need bind-dnssec-db or bind-hybrid");
    }
    ZoneTransaction tx = kept.capability(ZoneWriting.class).orElseThrow().begin(apex);
    if (tx.zone().isEmpty()) {
      tx.close();
      throw new StoreException(
          name,
          "zone " + apex + ": " + kept.name() + ", which is to keep its keys and metadata"
              + " (bind-hybrid), has no zone of that name");
    }
    return tx;
  }

  boolean isThere() {
    return store != null;
  }

  /** A number that moves with each change of keys and metadata. */
  synchronized long changes() {
    Backend kept = store;
    long mark = kept == null
        ? 0
        : kept.capability(ChangeMark.class).map(ChangeMark::changeMark).orElse(0L);
    if (mark != lastMark) {
      lastMark = mark;
      marks++;
    }
    return marks;
  }

  /** The values of a kind, of which those kept are known. */
  List<String> metadata(Name apex, String kind, List<String> kept) {
    return kept.isEmpty() && kind.equalsIgnoreCase(CheckedLoad.PRESIGNED) && isPresigned(apex)
        ? List.of("1")
        : kept;
  }

  private boolean isPresigned(Name apex) {
    boolean signatures = zones
        .find(apex)
        .flatMap(BindZone::zone)
        .map(zone -> zone.apexNode().has(RecordType.RRSIG))
        .orElse(false);
    return signatures
        && capability(KeyListing.class).map(keys -> keys.keys(apex)).orElse(List.of()).stream()
            .noneMatch(StoredKey::active);
  }

  void close() {
    if (own != null) {
      own.close();
    }
  }

  private final class Metadata implements MetadataStore {
    private Optional<MetadataListing> kept() {
      Backend kept = store;
      return kept == null ? Optional.empty() : kept.capability(MetadataListing.class);
    }

    @Override
    public List<String> metadata(Name apex, String kind) {
      if (zones.find(apex).isEmpty()) {
        return List.of();
      }
      List<String> values = kept().map(listing -> listing.metadata(apex, kind)).orElse(List.of());
      return Companion.this.metadata(apex, kind, values);
    }

    @Override
    public Map<String, List<String>> allMetadata(Name apex) {
      if (zones.find(apex).isEmpty()) {
        return Map.of();
      }
      Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      kept().ifPresent(listing -> all.putAll(listing.allMetadata(apex)));
      List<String> presigned = Companion.this.metadata(
          apex, CheckedLoad.PRESIGNED, all.getOrDefault(CheckedLoad.PRESIGNED, List.of()));
      if (!presigned.isEmpty()) {
        all.put(CheckedLoad.PRESIGNED, presigned);
      }
      return all;
    }

    @Override
    public void setMetadata(Name apex, String kind, List<String> values) {
      if (zones.find(apex).isEmpty()) {
        throw new StoreException(name, "there is no zone " + apex);
      }
      try (ZoneTransaction tx = begin(apex)) {
        tx.setMetadata(kind, values);
        tx.commit();
      }
    }
  }
}
