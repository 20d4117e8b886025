package org.polderdns.backend;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers a store's change mark for a second, so that each question can ask for it. */
final class ChangeWatch {
  private record Seen(long mark, long at) {}

  static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable ChangeMark store; // null: the store has no change mark
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Seen seen; // null until first asked

  ChangeWatch(Backend backend, LongSupplier nanoTime) {
    this.store = backend.capability(ChangeMark.class).orElse(null);
    this.nanoTime = nanoTime;
  }

  /** Whether the store tells of changes. */
  boolean isMarked() {
    return store != null;
  }

  /** As {@link #mark}, but of any time ago if the store fails now. */
  long lastMark() {
    try {
      return mark();
    } catch (StoreException e) {
      Seen last = seen;
      if (last == null) {
        throw e;
      }
      seen = new Seen(last.mark, nanoTime.getAsLong()); // the store need not fail at each question
      return last.mark;
    }
  }

  /** The last mark that was seen, without asking; 0 if there is none. */
  long seenMark() {
    Seen last = seen;
    return last == null ? 0 : last.mark;
  }

  /** Has the store asked again for the next {@link #mark}: it told of a change. */
  void forget() {
    Seen last = seen;
    if (last != null) {
      seen = new Seen(last.mark, nanoTime.getAsLong() - PERIOD);
    }
  }

  /**
   * The mark of at most a second ago, or the last one while another thread waits for the store;
   * always the same of a store that tells of no changes.
   */
  long mark() {
    long now = nanoTime.getAsLong();
    Seen last = seen;
    if (last != null && (now - last.at < PERIOD || !asking.tryLock())) {
      return last.mark;
    }
    if (last == null) {
      asking.lock();
    }
    try {
      return ask(now);
    } finally {
      asking.unlock();
    }
  }

  private long ask(long now) {
    Seen last = seen;
    if (last != null && now - last.at < PERIOD) {
      return last.mark;
    }
    long mark = store == null ? 0 : store.changeMark();
    seen = new Seen(mark, now);
    return mark;
  }
}
