package org.polderdns.backend.sql;

import java.io.IOException;
import java.io.InputStream;

/** Ends a process that a test started when the test's own process is gone, however it went. */
final class ParentWatch {
  private ParentWatch() {}

  /** Reads standard input to its end, which comes with the parent's, then halts. */
  static void start() {
    Thread watch = new Thread(
        () -> {
          try (InputStream in = System.in) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
          } catch (IOException e) {
            // As good as its end.
          }
          Runtime.getRuntime().halt(1);
        },
        "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
