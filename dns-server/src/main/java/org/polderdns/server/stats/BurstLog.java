package org.polderdns.server.stats;

import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Logs one event of a burst: at most one line a second, with the number of those left out since the
 * last. For any number of threads.
 */
public final class BurstLog {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final Logger logger;
  private final AtomicLong last = new AtomicLong(System.nanoTime() - INTERVAL_NANOS - 1);
  private final AtomicLong skipped = new AtomicLong();

  public BurstLog(Logger logger) {
    this.logger = logger;
  }

  /** Logs the event with the error's stack, or only remembers that there was one. */
  public void error(String event, Throwable error) {
    if (due()) {
      write(Logger.Level.ERROR, event + left(), error);
    }
  }

  /** Logs the event, or only remembers that there was one. */
  public void warn(String event) {
    if (due()) {
      write(Logger.Level.WARNING, event + left(), null);
    }
  }

  /** A line that cannot be written, for want of a file descriptor, ends no thread. */
  private void write(Logger.Level level, String event, @Nullable Throwable error) {
    try {
      logger.log(level, event, error);
    } catch (Throwable e) {
      skipped.incrementAndGet();
    }
  }

  private boolean due() {
    long now = System.nanoTime();
    long then = last.get();
    if (now - then > INTERVAL_NANOS && last.compareAndSet(then, now)) {
      return true;
    }
    skipped.incrementAndGet();
    return false;
  }

  private String left() {
    long count = skipped.getAndSet(0);
    return count == 0 ? "" : " (and " + count + " more like it)";
  }
}
