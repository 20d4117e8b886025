package org.polderdns.backend.sql;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.polderdns.backend.ChangeNotices;

/** Who is told of changes, and of which. For any number of threads. */
final class ToldChanges {
  private final List<ChangeNotices.Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong count = new AtomicLong();

  void add(ChangeNotices.Listener listener) {
    listeners.add(listener);
  }

  /** How often something was told of. */
  long count() {
    return count.get();
  }

  /** Tells of something. */
  void tell(Consumer<ChangeNotices.Listener> what) {
    count.incrementAndGet();
    listeners.forEach(what);
  }
}
