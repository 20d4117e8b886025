package org.polderdns.backend;

/**
 * How zones of stores that may block are held in memory.
 *
 * @param mode of zones that have none of their own, see {@link SnapshotMode#METADATA}
 * @param maxOctets of memory for those of mode {@code AUTO}
 * @param staleSeconds after how many seconds at most a change is seen that no serial and no store
 *     tells of; 0 leaves nothing to {@code AUTO}
 */
public record SnapshotOptions(SnapshotMode mode, long maxOctets, long staleSeconds) {
  /** No zone is, but those whose metadata says so. */
  public static final SnapshotOptions NONE = new SnapshotOptions(SnapshotMode.NO, 64 << 20, 20);

  public SnapshotOptions {
    if (maxOctets < 0 || staleSeconds < 0) {
      throw new IllegalArgumentException("memory and seconds cannot be below 0");
    }
  }
}
