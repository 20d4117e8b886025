package org.polderdns.server.dnssec;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.dnssec.online.PresignedChain;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

/**
 * Shows zones that were signed elsewhere and are seen by look-ups: with the NSEC or NSEC3 records that
 * their signatures cover where these are not stored; and watches their signatures. For any number of
 * threads.
 */
final class StoredPresigned {
  /** Zones of which something is kept; of more all is made anew. */
  private static final int MOST_ZONES = 1_000_000;

  private record Key(Backend backend, Name apex) {}

  private static final long LOOK_SECONDS = 60; // between two looks at the signatures of a zone

  /**
   * What was made of the metadata of a zone.
   *
   * @param next when its signatures are to be looked at, by seconds since 1970
   */
  private record Kept(
      Map<String, List<String>> metadata, Optional<PresignedChain> chain, AtomicLong next) {}

  private final PresignedZones watch;
  private final Clock clock;
  private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

  StoredPresigned(PresignedZones watch, Clock clock) {
    this.watch = watch;
    this.clock = clock;
  }

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
      known = new Kept(metadata, PresignedChain.of(key.apex(), metadata), new AtomicLong());
      kept.put(key, known);
    }
    look(known.next, stored);
    Optional<PresignedChain> chain = known.chain;
    return chain.isEmpty() ? stored : chain.get().view(stored);
  }

  private void look(AtomicLong next, ZoneView stored) {
    long due = next.get();
    long now = clock.instant().getEpochSecond();
    if (now >= due && next.compareAndSet(due, now + LOOK_SECONDS)) {
      try {
        watch.look(stored.apexNode());
      } catch (StoreException e) {
        next.set(now); // whoever asks for what cannot be read is told so
      }
    }
  }
}
