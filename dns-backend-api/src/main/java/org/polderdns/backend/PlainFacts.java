package org.polderdns.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.polderdns.wire.Name;

/**
 * Tells whether zones of stores are answered as their records are, by what is kept of their metadata
 * and keys and without asking a store: a zone of which not all is kept is not. For any number of
 * threads.
 */
final class PlainFacts {
  /**
   * That a zone is.
   *
   * @param mark of the store when it was so
   * @param purges when it was found out
   * @param ends when it is to be found out again, by the clock
   * @param byMetadata whether its metadata told so
   * @param byKeys whether its keys did
   */
  record Known(long mark, long purges, long ends, boolean byMetadata, boolean byKeys) {}

  private static final long MOST_NANOS = 60_000_000_000L;

  private final ZoneFacts<Map<String, List<String>>> metadata;
  private final ZoneFacts<List<StoredKey>> keys;
  private final PlainZones zones;
  private final LongSupplier nanoTime;

  PlainFacts(
      ZoneFacts<Map<String, List<String>>> metadata,
      ZoneFacts<List<StoredKey>> keys,
      PlainZones zones,
      LongSupplier nanoTime) {
    this.metadata = metadata;
    this.keys = keys;
    this.zones = zones;
    this.nanoTime = nanoTime;
  }

  /** Whether a zone is; it allocates only where that was not found out a moment ago. */
  boolean isPlain(Elsewhere place) {
    if (zones == PlainZones.ALL) {
      return true;
    }
    long mark = place.store().watch().seenMark();
    long purges = metadata.purges() + keys.purges();
    Known known = place.plain();
    return known != null
            && known.mark == mark
            && known.purges == purges
            && known.ends - nanoTime.getAsLong() > 0
        || find(place, mark, purges);
  }

  /** Counts a question that was answered as the zone is plain. */
  void countHit(Elsewhere place) {
    Known known = place.plain();
    if (zones == PlainZones.ALL || known == null) {
      return;
    }
    if (known.byMetadata) {
      metadata.countHit();
    }
    if (known.byKeys) {
      keys.countHit();
    }
  }

  private boolean find(Elsewhere place, long mark, long purges) {
    LaunchedStore store = place.store();
    Backend backend = store.backend();
    Name apex = place.apex();
    long ends = nanoTime.getAsLong() + MOST_NANOS;
    Map<String, List<String>> itsMetadata = Map.of();
    boolean byMetadata = backend.capability(MetadataListing.class).isPresent();
    boolean byKeys = false;
    if (byMetadata) {
      ZoneFacts.Kept<Map<String, List<String>>> kept = metadata.peek(store, apex);
      if (kept == null) {
        return false;
      }
      itsMetadata = kept.value();
      ends = earlier(ends, kept.ends());
    }
    Optional<List<StoredKey>> itsKeys = Optional.of(List.of());
    if (backend.capability(KeyListing.class).filter(KeyListing::areUsed).isPresent()) {
      ZoneFacts.Kept<List<StoredKey>> kept = keys.peek(store, apex);
      itsKeys = Optional.ofNullable(kept).map(ZoneFacts.Kept::value);
      byKeys = kept != null;
      ends = kept == null ? ends : earlier(ends, kept.ends());
    }
    if (!zones.isPlain(itsMetadata, itsKeys)) {
      return false;
    }
    place.plain(new Known(mark, purges, ends, byMetadata, byKeys));
    return true;
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }
}
