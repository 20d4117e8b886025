package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoreException;

/**
 * The connections of a backend: a few that read, opened when they are first needed, one that
 * writes, and one that watches for changes.
 */
final class Sessions implements AutoCloseable {
  /** Work with a connection. */
  interface Work<T> {
    T with(Session session) throws SQLException;
  }

  private static final int WAIT_SECONDS = 10;

  private final String backend;
  private final Dialect dialect;
  private final int readers = Math.max(4, Math.min(16, Runtime.getRuntime().availableProcessors()));
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore reading = new Semaphore(readers, true);
  private final Semaphore writing = new Semaphore(1, true);
  private final Object watching = new Object();
  private @Nullable Session writer; // guarded by the permit of writing; null: not open
  private @Nullable Session observer; // guarded by watching; null: not open
  private long observers;
  private volatile boolean closed;

  Sessions(String backend, Dialect dialect) {
    this.backend = backend;
    this.dialect = dialect;
  }

  /** Does some work that reads, on a connection of the pool. */
  <T> T read(String what, Work<T> work) {
    acquire(reading, "all " + readers + " connections are in use");
    Session session = idle.poll();
    boolean usable = false;
    try {
      if (session == null) {
        session = new Session(dialect.connect(true));
      }
      T result = work.with(session);
      usable = true;
      return result;
    } catch (SQLException e) {
      throw failure(what, e);
    } catch (JdbiException e) {
      throw failure(what, e);
    } finally {
      if (session != null) {
        giveBack(session, usable);
      }
      reading.release();
    }
  }

  /** As {@link #read}, for work of several statements that must see one state. */
  <T> T readOneState(String what, Work<T> work) {
    return read(what, session -> {
      dialect.beginReading(session.connection());
      T result = work.with(session);
      dialect.rollback(session.connection());
      return result;
    });
  }

  private void giveBack(Session session, boolean usable) {
    if (usable && !closed) {
      idle.push(session);
    } else {
      session.close();
    }
  }

  /** Does some work that reads and may take long, on a connection of its own, as one state. */
  <T> T readAlone(String what, Work<T> work) {
    checkOpen();
    try (Session session = new Session(dialect.connect(true))) {
      dialect.beginReading(session.connection());
      return work.with(session);
    } catch (SQLException e) {
      throw failure(what, e);
    } catch (JdbiException e) {
      throw failure(what, e);
    }
  }

  /** Begins a transaction on the connection that writes, when it is free. */
  Session beginWriting(String what) {
    acquire(writing, "another transaction is open");
    boolean begun = false;
    try {
      dialect.checkPresent();
      Session session = writer;
      if (session == null) {
        session = new Session(dialect.connect(false));
        writer = session;
      }
      dialect.beginWriting(session.connection());
      begun = true;
      return session;
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      if (!begun) {
        dropWriter();
        writing.release();
      }
    }
  }

  /** Ends the transaction that writes. */
  void endWriting(boolean commit) {
    Session session = writer;
    boolean ended = false;
    try {
      if (session != null) {
        if (commit) {
          dialect.commit(session.connection());
        } else {
          dialect.rollback(session.connection());
        }
        ended = true;
      }
    } catch (SQLException e) {
      throw failure(commit ? "commit" : "roll back", e);
    } finally {
      if (!ended) {
        dropWriter();
      }
      writing.release();
    }
  }

  private void dropWriter() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  /** See {@link Dialect#changeMark}; another number too after the watching connection broke. */
  long changeMark() {
    synchronized (watching) {
      checkOpen();
      try {
        dialect.checkPresent();
        if (observer == null) {
          observer = new Session(dialect.connect(true));
          observers++;
        }
        long mark = dialect.changeMark(observer.connection()).orElse(0);
        return observers << 32 | mark & 0xffffffffL;
      } catch (SQLException e) {
        if (observer != null) {
          observer.close();
          observer = null;
        }
        throw failure("look for changes", e);
      }
    }
  }

  /** Makes the tables if there are none, and fails if one is missing. */
  void prepare() {
    acquire(writing, "another transaction is open");
    try {
      Session session = new Session(dialect.connect(false));
      writer = session;
      dialect.createIfEmpty(session.connection());
    } catch (SQLException e) {
      dropWriter();
      throw failure("open", e);
    } finally {
      writing.release();
    }
  }

  StoreException failure(String what, Exception e) {
    Throwable cause = e;
    while (!(cause instanceof SQLException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String why = cause instanceof SQLException sql ? dialect.explain(sql) : cause.toString();
    return new StoreException(
        backend, "cannot " + what + ": " + dialect.database() + ": " + why, e);
  }

  private void acquire(Semaphore semaphore, String otherwise) {
    checkOpen();
    try {
      if (!semaphore.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException(
            backend, otherwise + " for over " + WAIT_SECONDS + " seconds: " + dialect.database());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(backend, "interrupted while waiting for a connection", e);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreException(backend, "closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      session.close();
    }
    synchronized (watching) {
      if (observer != null) {
        observer.close();
        observer = null;
      }
    }
    if (writing.tryAcquire()) {
      dropWriter();
      writing.release();
    }
  }
}
