package org.polderdns.zone.file;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.RecordClass;

/**
 * What a {@link ZoneFileReader} takes, and how much of it. Immutable; each {@code with} method
 * gives a changed copy.
 *
 * <pre>{@code
 * ZoneFileOptions options =
 *     ZoneFileOptions.DEFAULT.withDefaultTtl(600).withOutside(ZoneFileOptions.Outside.SKIP);
 * }</pre>
 */
public final class ZoneFileOptions {
  /** What happens to records whose owner is not at or below the zone's apex. */
  public enum Outside {
    /** An error. */
    REFUSE,
    /** Passed over in silence, as glue of another zone in an old file. */
    SKIP,
    /** Given like any other: for files that are no zone. */
    ACCEPT
  }

  /** The most that a TTL can be, in seconds (RFC 2181 §8). */
  public static final long MAX_TTL = 0x7fffffffL;

  /**
   * For files that an operator wrote: 20 levels of {@code $INCLUDE} from anywhere, any number of
   * records and {@code $GENERATE} steps, 3600 seconds where no TTL is given, outside refused.
   */
  public static final ZoneFileOptions DEFAULT =
      new ZoneFileOptions(RecordClass.IN, 3600, Outside.REFUSE, 20, null, 0, 0, false);

  /**
   * For files of strangers: as {@link #DEFAULT}, but without {@code $INCLUDE}, with at most 65536
   * steps a {@code $GENERATE}, and at most a million records.
   */
  public static final ZoneFileOptions UNTRUSTED =
      DEFAULT.withMaxIncludeDepth(0).withMaxGenerateSteps(65536).withMaxRecords(1_000_000);

  private final RecordClass rclass;
  private final long defaultTtl;
  private final Outside outside;
  private final int maxIncludeDepth;
  private final @Nullable Path includeRoot;
  private final long maxGenerateSteps;
  private final long maxRecords;
  private final boolean comments;

  private ZoneFileOptions(
      RecordClass rclass,
      long defaultTtl,
      Outside outside,
      int maxIncludeDepth,
      @Nullable Path includeRoot,
      long maxGenerateSteps,
      long maxRecords,
      boolean comments) {
    this.rclass = rclass;
    this.defaultTtl = defaultTtl;
    this.outside = outside;
    this.maxIncludeDepth = maxIncludeDepth;
    this.includeRoot = includeRoot;
    this.maxGenerateSteps = maxGenerateSteps;
    this.maxRecords = maxRecords;
    this.comments = comments;
  }

  /** The zone's class; a record of another is an error. */
  public RecordClass rclass() {
    return rclass;
  }

  /**
   * Seconds for a record that has no TTL while neither {@code $TTL}, nor an earlier TTL, nor the
   * SOA's minimum is there to take its place.
   */
  public long defaultTtl() {
    return defaultTtl;
  }

  public Outside outside() {
    return outside;
  }

  /** Levels of {@code $INCLUDE}; 0 forbids it. */
  public int maxIncludeDepth() {
    return maxIncludeDepth;
  }

  /** The directory that included files must be in, at any depth; empty: they may be anywhere. */
  public Optional<Path> includeRoot() {
    return Optional.ofNullable(includeRoot);
  }

  /** The most records that one {@code $GENERATE} may make; 0: no limit. */
  public long maxGenerateSteps() {
    return maxGenerateSteps;
  }

  /** The most records in all, those of included files and of {@code $GENERATE} too; 0: no limit. */
  public long maxRecords() {
    return maxRecords;
  }

  /** Whether the text of comments is kept, for {@link ZoneFileReader#comments()}. */
  public boolean comments() {
    return comments;
  }

  public ZoneFileOptions withClass(RecordClass value) {
    return new ZoneFileOptions(
        value,
        defaultTtl,
        outside,
        maxIncludeDepth,
        includeRoot,
        maxGenerateSteps,
        maxRecords,
        comments);
  }

  /**
   * @param seconds 0 to 2^31-1
   */
  public ZoneFileOptions withDefaultTtl(long seconds) {
    if (seconds < 0 || seconds > MAX_TTL) {
      throw new IllegalArgumentException("TTL " + seconds + " is not 0 to 2147483647");
    }
    return new ZoneFileOptions(
        rclass,
        seconds,
        outside,
        maxIncludeDepth,
        includeRoot,
        maxGenerateSteps,
        maxRecords,
        comments);
  }

  public ZoneFileOptions withOutside(Outside value) {
    return new ZoneFileOptions(
        rclass,
        defaultTtl,
        value,
        maxIncludeDepth,
        includeRoot,
        maxGenerateSteps,
        maxRecords,
        comments);
  }

  /**
   * @param levels 0 forbids {@code $INCLUDE}
   */
  public ZoneFileOptions withMaxIncludeDepth(int levels) {
    notNegative(levels);
    return new ZoneFileOptions(
        rclass, defaultTtl, outside, levels, includeRoot, maxGenerateSteps, maxRecords, comments);
  }

  /** Lets {@code $INCLUDE} read files below {@code directory} only, symbolic links resolved. */
  public ZoneFileOptions withIncludeRoot(Path directory) {
    return new ZoneFileOptions(
        rclass,
        defaultTtl,
        outside,
        maxIncludeDepth,
        directory,
        maxGenerateSteps,
        maxRecords,
        comments);
  }

  /**
   * @param steps 0: no limit
   */
  public ZoneFileOptions withMaxGenerateSteps(long steps) {
    notNegative(steps);
    return new ZoneFileOptions(
        rclass, defaultTtl, outside, maxIncludeDepth, includeRoot, steps, maxRecords, comments);
  }

  /**
   * @param records 0: no limit
   */
  public ZoneFileOptions withMaxRecords(long records) {
    notNegative(records);
    return new ZoneFileOptions(
        rclass,
        defaultTtl,
        outside,
        maxIncludeDepth,
        includeRoot,
        maxGenerateSteps,
        records,
        comments);
  }

  /** Keeps the text of comments, at a price: reading takes longer. */
  public ZoneFileOptions withComments() {
    return new ZoneFileOptions(
        rclass,
        defaultTtl,
        outside,
        maxIncludeDepth,
        includeRoot,
        maxGenerateSteps,
        maxRecords,
        true);
  }

  private static void notNegative(long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit + " is below 0");
    }
  }
}
