package org.polderdns.backend;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers a store's change mark for a second, so that each question can ask for it. */
final class ChangeWatch {
  private record Seen(long mark, long at) {}

  static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable ChangeMark store; // null: the store has no change mark
  private final LongSupplier nanoTime;
  private volatile @Nullable Seen seen; // null until first asked

  ChangeWatch(Backend backend, LongSupplier nanoTime) {
    this.store = backend.capability(ChangeMark.class).orElse(null);
    this.nanoTime = nanoTime;
  }

  /**
   * The mark of at most a second ago. Of a store without one it is another number every second,
   * since anything may have changed.
   */
  long mark() {
    long now = nanoTime.getAsLong();
    Seen last = seen;
    return last != null && now - last.at < PERIOD ? last.mark : ask(now);
  }

  private synchronized long ask(long now) {
    Seen last = seen;
    if (last != null && now - last.at < PERIOD) {
      return last.mark;
    }
    long mark = store != null ? store.changeMark() : last != null ? last.mark + 1 : 0;
    seen = new Seen(mark, now);
    return mark;
  }
}
