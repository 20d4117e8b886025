package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections, and holds back while the server cannot be reached: after a failure one thread
 * tries again after a tenth of a second, then after twice as long each time, at most five seconds.
 * All others fail at once meanwhile.
 */
final class ConnectionGate {
  private static final System.Logger LOG = System.getLogger(ConnectionGate.class.getName());
  private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);

  /** Since when it fails and when to try next. */
  private record Failure(SQLException cause, long pause, long next) {}

  private final String backend;
  private final Dialect dialect;
  private final AtomicBoolean trying = new AtomicBoolean();
  private volatile @Nullable Failure failure; // null: the last attempt succeeded
  private volatile boolean wasOpen; // else whoever opens the backend tells of the failure

  ConnectionGate(String backend, Dialect dialect) {
    this.backend = backend;
    this.dialect = dialect;
  }

  Connection open(boolean readOnly) throws SQLException {
    Failure last = failure;
    if (last == null) {
      return attempt(readOnly);
    }
    if (System.nanoTime() - last.next < 0 || !trying.compareAndSet(false, true)) {
      throw new SQLException(
          last.cause.getMessage(), last.cause.getSQLState(), last.cause.getErrorCode(), last.cause);
    }
    try {
      return attempt(readOnly);
    } finally {
      trying.set(false);
    }
  }

  private Connection attempt(boolean readOnly) throws SQLException {
    try {
      Connection connection = dialect.connect(readOnly);
      wasOpen = true;
      if (failure != null) {
        failure = null;
        LOG.log(System.Logger.Level.INFO, "event=database-back backend=" + backend);
      }
      return connection;
    } catch (SQLException e) {
      if (!dialect.isEmbedded()) {
        failed(e);
      }
      throw e;
    }
  }

  private void failed(SQLException e) {
    Failure last = failure;
    long pause = last == null ? FIRST_WAIT : Math.min(LONGEST_WAIT, 2 * last.pause);
    failure = new Failure(e, pause, System.nanoTime() + pause);
    if (last == null && wasOpen) {
      LOG.log(
          System.Logger.Level.ERROR,
          "event=database-lost backend=" + backend + " reason=\"" + dialect.explain(e) + '"');
    }
  }
}
