package org.polderdns.server.dnssec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polderdns.backend.Backend;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.KeySearch;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.MetadataSearch;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.wire.Name;

/**
 * Finds what a store keeps of the zones that are not served as they are, of all zones with few
 * questions.
 */
final class KeyedZones {
  /**
   * What decides how a zone is signed.
   *
   * @param keys none if no key is active
   * @param metadata by kind in upper case, those of {@link #KINDS} alone
   */
  record Facts(List<StoredKey> keys, Map<String, List<String>> metadata) {
    static final Facts NONE = new Facts(List.of(), Map.of());

    /** Whether the zone is signed. */
    boolean haveActiveKey() {
      return keys.stream().anyMatch(StoredKey::active);
    }
  }

  private static final List<String> KINDS = List.of(
      "PRESIGNED",
      "NSEC3PARAM",
      "NSEC3NARROW",
      ZoneSigning.COMPACT_DENIAL,
      "PUBLISH-CDS",
      "PUBLISH-CDNSKEY",
      "SOA-EDIT");

  private KeyedZones() {}

  /**
   * The zones with an active key, those with {@code SOA-EDIT}, and those that were signed elsewhere,
   * which have no keys here.
   *
   * @throws org.polderdns.backend.StoreException if the store fails
   */
  static Map<Name, Facts> read(Backend store) {
    Map<Name, List<StoredKey>> keys = keys(store);
    keys.values().removeIf(all -> all.stream().noneMatch(StoredKey::active));
    Map<Name, Map<String, List<String>>> metadata = metadata(store, keys);
    Map<Name, Facts> zones = new HashMap<>();
    keys.forEach((apex, all) ->
        zones.put(apex, new Facts(List.copyOf(all), metadata.getOrDefault(apex, Map.of()))));
    metadata.forEach((apex, own) -> {
      if (ZoneSigning.isPresigned(own)) {
        zones.put(apex, new Facts(List.of(), own));
      } else if (own.containsKey("SOA-EDIT")) {
        zones.putIfAbsent(apex, new Facts(List.of(), own));
      }
    });
    return zones;
  }

  private static Map<Name, List<StoredKey>> keys(Backend store) {
    if (store.capability(KeyListing.class).filter(KeyListing::areUsed).isEmpty()) {
      return new HashMap<>();
    }
    Optional<KeySearch> search = store.capability(KeySearch.class);
    if (search.isPresent()) {
      return new HashMap<>(search.get().allKeys());
    }
    Map<Name, List<StoredKey>> keys = new HashMap<>();
    store.capability(KeyListing.class).ifPresent(listing -> {
      for (ZoneInfo zone : zones(store)) {
        keys.put(zone.apex(), listing.keys(zone.apex()));
      }
    });
    return keys;
  }

  private static List<ZoneInfo> zones(Backend store) {
    return store.capability(ZoneListing.class).map(ZoneListing::zones).orElse(List.of());
  }

  private static Map<Name, Map<String, List<String>>> metadata(
      Backend store, Map<Name, List<StoredKey>> keys) {
    Map<Name, Map<String, List<String>>> metadata = new HashMap<>();
    Optional<MetadataSearch> search = store.capability(MetadataSearch.class);
    Optional<MetadataListing> listing = store.capability(MetadataListing.class);
    if (search.isPresent()) {
      for (String kind : KINDS) {
        search
            .get()
            .zonesWith(kind)
            .forEach((apex, values) -> metadata
                .computeIfAbsent(apex, name -> new HashMap<>())
                .put(kind, new ArrayList<>(values)));
      }
    } else if (listing.isPresent()) {
      Set<Name> asked = new HashSet<>(keys.keySet());
      zones(store).forEach(zone -> asked.add(zone.apex()));
      for (Name apex : asked) {
        Map<String, List<String>> all =
            new HashMap<>(StoredSigning.byUpperKind(listing.get().allMetadata(apex)));
        all.keySet().retainAll(KINDS);
        metadata.put(apex, all);
      }
    }
    return metadata;
  }
}
