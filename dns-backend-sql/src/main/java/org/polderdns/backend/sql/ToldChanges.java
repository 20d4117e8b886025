package org.polderdns.backend.sql;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.polderdns.backend.ChangeNotices;

/** Who is told of changes, and of which. For any number of threads. */
final class ToldChanges {
  private final List<ChangeNotices.Listener> listeners = new CopyOnWriteArrayList<>();

  void add(ChangeNotices.Listener listener) {
    listeners.add(listener);
  }

  /** Tells of something. */
  void tell(Consumer<ChangeNotices.Listener> what) {
    listeners.forEach(what);
  }
}
