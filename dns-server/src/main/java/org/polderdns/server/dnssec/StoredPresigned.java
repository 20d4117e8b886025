package org.polderdns.server.dnssec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ServedZone;
import org.polderdns.dnssec.online.PresignedChain;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

/**
 * Shows zones that were signed elsewhere and are seen by look-ups: with the NSEC or NSEC3 records that
 * their signatures cover where these are not stored. For any number of threads.
 */
final class StoredPresigned {
  /** Zones of which something is kept; of more all is made anew. */
  private static final int MOST_ZONES = 1_000_000;

  private record Key(Backend backend, Name apex) {}

  /** What was made of the metadata of a zone. */
  private record Kept(Map<String, List<String>> metadata, Optional<PresignedChain> chain) {}

  private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

  /**
   * A zone as it is to be served.
   *
   * @param metadata by kind in upper case, which say that it was signed elsewhere
   */
  ZoneView serve(ServedZone zone, Map<String, List<String>> metadata, ZoneView stored) {
    Key key = new Key(zone.backend(), zone.info().apex());
    Kept known = kept.get(key);
    if (known == null || !known.metadata.equals(metadata)) {
      if (kept.size() >= MOST_ZONES) {
        kept.clear();
      }
      known = new Kept(metadata, PresignedChain.of(key.apex(), metadata));
      kept.put(key, known);
    }
    Optional<PresignedChain> chain = known.chain;
    return chain.isEmpty() ? stored : chain.get().view(stored);
  }
}
