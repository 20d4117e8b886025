package org.polderdns.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a server, asked for by a signal or over the control channel. Until it is closed, a
 * signal waits for that and the process ends with status 0.
 */
final class Stop implements AutoCloseable {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::signalled, "polder-stop");

  /** Asks the server to end. */
  void request() {
    requested.countDown();
  }

  /** Takes signals from now on. */
  void catchSignals() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void signalled() {
    request();
    awaitQuietly(closed);
    // The status of a process that a signal ends would be 143; it ended as it should.
    Runtime.getRuntime().halt(0);
  }

  /** Waits until the end is asked for. */
  void await() {
    awaitQuietly(requested);
  }

  /** Waits for some time; whether the end was asked for. */
  boolean await(long milliseconds) {
    try {
      return requested.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false; // nobody interrupts this thread
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // Nobody interrupts these threads; go on waiting.
      }
    }
  }

  /** What ran is closed; signals are the process's again. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // a signal came, and the hook ends the process
    }
  }
}
