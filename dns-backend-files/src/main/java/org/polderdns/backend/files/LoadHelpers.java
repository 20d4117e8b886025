package org.polderdns.backend.files;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.polderdns.zone.compiled.ZoneLoader;
import org.polderdns.zone.file.ZoneFileOptions;

/** Second threads for the loading of large files, as many as there are processors to spare. */
final class LoadHelpers {
  private static final long IDLE_SECONDS = 2; // after which a thread ends: none is left behind

  private LoadHelpers() {}

  /** A loader that has such help. */
  static ZoneLoader loader(ZoneFileOptions options) {
    ZoneLoader loader = ZoneLoader.of(options);
    int spare = Runtime.getRuntime().availableProcessors() - 1;
    if (spare == 0) {
      return loader;
    }
    AtomicInteger count = new AtomicInteger();
    return loader.withHelper(new ThreadPoolExecutor(
        0, spare, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
          Thread thread = new Thread(task, "polder-compile-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        }));
  }
}
