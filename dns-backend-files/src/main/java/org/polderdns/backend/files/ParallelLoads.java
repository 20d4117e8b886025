package org.polderdns.backend.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Does something with many zones on as many threads as there are processors. */
final class ParallelLoads {
  private ParallelLoads() {}

  /**
   * Does it with each zone, those with big files first, so that no long one is left for the end.
   * Returns when all are done; this thread takes part.
   */
  static void run(Collection<BindZone> zones, Consumer<BindZone> load) {
    List<BindZone> queue = new ArrayList<>(zones);
    if (queue.size() > 1) {
      Map<BindZone, Long> sizes = new HashMap<>();
      queue.forEach(
          zone -> sizes.put(zone, FileStamp.ofAny(zone.statement().file()).size()));
      queue.sort(Comparator.comparing(sizes::get, Comparator.reverseOrder()));
    }
    AtomicInteger next = new AtomicInteger();
    Runnable work = () -> {
      int index;
      while ((index = next.getAndIncrement()) < queue.size()) {
        load.accept(queue.get(index));
      }
    };
    List<Thread> helpers = new ArrayList<>();
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), queue.size());
    for (int i = 1; i < threads; i++) {
      Thread helper = new Thread(work, "polder-load-" + i);
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    work.run();
    for (Thread helper : helpers) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
