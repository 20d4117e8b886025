package org.polderdns.backend;

/**
 * How what stores that may block have been asked for is kept.
 *
 * @param ttlSeconds for how long what is at a name is used again; 0 for not at all
 * @param negativeTtlSeconds the same for names at which there is nothing
 * @param staleSeconds for how much longer either is used while its store fails, metadata and keys
 *     too; 0 for not at all
 * @param maxEntries names at most, over all stores; and as many zones for each of the following
 * @param metadataSeconds for how long metadata of a zone are used again; 0 for not at all, but while
 *     the store fails
 * @param keySeconds the same for keys of a zone
 */
public record CacheOptions(
    long ttlSeconds,
    long negativeTtlSeconds,
    long staleSeconds,
    int maxEntries,
    long metadataSeconds,
    long keySeconds) {
  /** Nothing is kept. */
  public static final CacheOptions NONE = new CacheOptions(0, 0, 0, 0);

  public CacheOptions {
    if (Math.min(ttlSeconds, negativeTtlSeconds) < 0
        || Math.min(staleSeconds, maxEntries) < 0
        || Math.min(metadataSeconds, keySeconds) < 0) {
      throw new IllegalArgumentException("a cache cannot have less than 0 of anything");
    }
  }

  /** Look-ups alone. */
  public CacheOptions(long ttlSeconds, long negativeTtlSeconds, long staleSeconds, int maxEntries) {
    this(ttlSeconds, negativeTtlSeconds, staleSeconds, maxEntries, 0, 0);
  }

  boolean isOff() {
    return maxEntries == 0 || ttlSeconds == 0 && negativeTtlSeconds == 0;
  }
}
