package org.polderdns.backend;

/**
 * What was counted of the cache of look-ups.
 *
 * @param hits look-ups, of one name or several, for which no store was asked
 * @param misses look-ups for which one was
 * @param stale look-ups answered from what was too old, as the store failed
 * @param size names kept now, those included that are too old to be used
 */
public record CacheCounts(long hits, long misses, long stale, long size) {}
