package org.polderdns.backend;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers a store's change mark for a second, so that each question can ask for it. */
final class ChangeWatch {
  static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable ChangeMark store; // null: the store has no change mark
  private final LongSupplier nanoTime;
  private volatile long mark;
  private long asked;
  private boolean known;

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
    synchronized (this) {
      if (known && now - asked < PERIOD) {
        return mark;
      }
      mark = store == null ? mark + 1 : store.changeMark();
      asked = now;
      known = true;
      return mark;
    }
  }
}
