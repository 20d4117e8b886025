package org.polderdns.backend;

/**
 * What was counted of a cache.
 *
 * @param hits look-ups, of one name or several, for which no store was asked
 * @param misses look-ups for which one was
 * @param stale look-ups answered from what was too old, as the store failed
 * @param size what is kept now, by name, that included which is too old to be used
 */
public record CacheCounts(long hits, long misses, long stale, long size) {
  CacheCounts plus(CacheCounts other) {
    return new CacheCounts(
        hits + other.hits, misses + other.misses, stale + other.stale, size + other.size);
  }
}
