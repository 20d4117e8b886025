package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ChangeNotices;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens to what {@link PostgresqlTriggers} tell, on a connection and a thread of its own. When the
 * connection is lost it connects again, after 0.1 s, then after twice as long each time up to 5 s, and
 * says then that anything may have changed.
 */
final class PostgresqlListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgresqlListener.class.getName());

  private static final int WAIT_MILLIS = 5000; // after which the connection is tried
  private static final int ALIVE_SECONDS = 5;
  private static final long LEAST_PAUSE = 100;
  private static final long MOST_PAUSE = 5000;

  private final String backend;
  private final Dialect dialect;
  private final ToldChanges told;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection connection; // null: there is none

  PostgresqlListener(String backend, Dialect dialect, ToldChanges told) {
    this.backend = backend;
    this.dialect = dialect;
    this.told = told;
    this.thread = new Thread(this::run, "polder-listen-" + backend);
    thread.setDaemon(true);
  }

  /** Connects, if that can be done now, and listens from then on. */
  void start() {
    try {
      connect();
    } catch (SQLException e) {
      lost(e);
    }
    thread.start();
  }

  /** Whether changes are told of now. */
  boolean isListening() {
    return connection != null;
  }

  private void connect() throws SQLException {
    Connection made = dialect.connect(true);
    boolean listening = false;
    try {
      if (!PostgresqlTriggers.arePresent(made)) {
        throw new SQLException("triggers are missing; install-triggers makes them");
      }
      ServerDialect.execute(made, "listen " + PostgresqlTriggers.CHANNEL);
      listening = true;
    } finally {
      if (!listening) {
        made.close();
      }
    }
    connection = made;
    LOG.log(System.Logger.Level.INFO, "event=listening-to-changes backend=" + backend);
  }

  private void run() {
    long pause = LEAST_PAUSE;
    while (!closed) {
      Connection now = connection;
      try {
        if (now == null) {
          TimeUnit.MILLISECONDS.sleep(pause);
          pause = Math.min(MOST_PAUSE, 2 * pause);
          connect();
          told.tell(ChangeNotices.Listener::anyChanged);
        } else {
          listen(now);
          pause = LEAST_PAUSE;
        }
      } catch (SQLException e) {
        lost(e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Waits for a while for what is told. */
  private void listen(Connection now) throws SQLException {
    PGNotification[] notices = now.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
    if (notices == null || notices.length == 0) {
      if (!now.isValid(ALIVE_SECONDS)) {
        throw new SQLException("the connection is gone");
      }
      return;
    }
    for (PGNotification notice : notices) {
      tell(notice.getParameter());
    }
  }

  private void tell(String what) {
    switch (what) {
      case "*" -> told.tell(ChangeNotices.Listener::anyChanged);
      case "zones" -> told.tell(ChangeNotices.Listener::zonesChanged);
      case "other" -> told.tell(ChangeNotices.Listener::otherChanged);
      default -> {
        try {
          long id = Long.parseLong(what);
          told.tell(listener -> listener.zoneChanged(id));
        } catch (NumberFormatException e) {
          told.tell(ChangeNotices.Listener::anyChanged); // anybody may tell anything
        }
      }
    }
  }

  private void lost(SQLException e) {
    Connection before = connection;
    connection = null;
    if (before != null) {
      try {
        before.close();
      } catch (SQLException failure) {
        LOG.log(System.Logger.Level.DEBUG, "closing a connection", failure);
      }
      if (!closed) {
        LOG.log(
            System.Logger.Level.WARNING,
            "event=not-listening-to-changes backend=" + backend + " reason=\"" + dialect.explain(e)
                + '"');
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection now = connection;
    if (now != null) {
      try {
        now.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "closing a connection", e);
      }
    }
  }
}
