package org.polderdns.server.net;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Things that are due a fixed time after they were last started, in the order in which they will
 * be: as the time is one for all, that is the order in which they were started. Nothing here
 * allocates, and no call walks the list. For one thread.
 */
final class Timeouts<T> {
  /** The place of one thing in one list; made with the thing, and in the list or not. */
  static final class Entry<T> {
    private final @Nullable T owner; // null only for the ring's own
    private Entry<T> before;
    private Entry<T> after;
    private long since;

    Entry(T owner) {
      this.owner = owner;
      before = this;
      after = this;
    }

    private Entry() {
      owner = null;
      before = this;
      after = this;
    }

    boolean isRunning() {
      return after != this;
    }
  }

  private final Entry<T> ring = new Entry<>();
  private final long nanos;

  /**
   * An empty list.
   *
   * @param nanos from a start to being due; 0 for never
   */
  Timeouts(long nanos) {
    this.nanos = nanos;
  }

  /** Starts the time of an entry, or starts it again. */
  void start(Entry<T> entry, long now) {
    stop(entry);
    entry.since = now;
    entry.before = ring.before;
    entry.after = ring;
    ring.before.after = entry;
    ring.before = entry;
  }

  /** Takes an entry out, if it is in. */
  void stop(Entry<T> entry) {
    entry.before.after = entry.after;
    entry.after.before = entry.before;
    entry.before = entry;
    entry.after = entry;
  }

  /** The thing started longest ago, or null if there is none. */
  @Nullable
  T oldest() {
    return ring.after.owner;
  }

  /** The thing started longest ago if it is due, else null. */
  @Nullable
  T due(long now) {
    return nanosLeft(now) <= 0 ? oldest() : null;
  }

  /** Calls for each thing, which may stop its own time meanwhile. */
  void forEach(Consumer<T> action) {
    for (Entry<T> entry = ring.after; entry.owner != null; ) {
      Entry<T> next = entry.after;
      action.accept(entry.owner);
      entry = next;
    }
  }

  /** Until something is due; {@link Long#MAX_VALUE} if nothing will be. */
  long nanosLeft(long now) {
    return nanos == 0 || ring.after == ring ? Long.MAX_VALUE : ring.after.since + nanos - now;
  }
}
