package org.polderdns.server.cli;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tells how far a load is: on a terminal in one line that is overwritten, elsewhere with a line
 * every ten seconds. A load of less than two seconds says nothing.
 */
final class LoadProgress implements AutoCloseable {
  private final Console console;
  private final String zone;
  private final long start = System.nanoTime();
  private long last = start + TimeUnit.SECONDS.toNanos(1);
  private boolean shown;

  LoadProgress(Console console, String zone) {
    this.console = console;
    this.zone = zone;
  }

  /** So many records were read. */
  void records(long count) {
    long now = System.nanoTime();
    long interval = console.terminal() ? TimeUnit.SECONDS.toNanos(1) : TimeUnit.SECONDS.toNanos(10);
    if (now - last >= interval) {
      last = now;
      long perSecond = count * TimeUnit.SECONDS.toNanos(1) / (now - start);
      show(String.format(Locale.ROOT, "%,d records, %,d a second", count, perSecond));
    }
  }

  /** All records were read, what is left is up to the store. */
  void writing(long count) {
    if (shown) {
      show(String.format(Locale.ROOT, "%,d records, committing", count));
    }
  }

  private void show(String text) {
    shown = true;
    if (console.terminal()) {
      console.err().print("\r" + zone + ": " + text + "\u001b[K");
      console.err().flush();
    } else {
      console.err().println(zone + ": " + text);
    }
  }

  @Override
  public void close() {
    if (shown && console.terminal()) {
      console.err().println();
    }
  }
}
