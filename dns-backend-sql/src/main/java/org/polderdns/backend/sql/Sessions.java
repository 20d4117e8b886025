package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoreConflictException;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoreUnavailableException;

/**
 * The connections of a backend: a few that read, opened when they are first needed, one that
 * writes, one that watches for changes, and a few for what takes long. A connection that broke
 * while it waited is replaced once; {@link ConnectionGate} bounds what follows.
 */
final class Sessions implements AutoCloseable {
  /** Work with a connection; work that reads may be done twice. */
  interface Work<T> {
    T with(Session session) throws SQLException;
  }

  /** Work that changes something; it may be done several times, of which one counts. */
  interface Change {
    void with(Session session) throws SQLException;
  }

  /** How often a transaction is done again after conflicts. */
  static final int MOST_REPEATS = 3;

  private static final int WAIT_SECONDS = 10;

  private final String backend;
  private final Dialect dialect;
  private final ConnectionGate gate;
  private final int readers = Math.max(4, Math.min(16, Runtime.getRuntime().availableProcessors()));
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore reading = new Semaphore(readers, true);
  private final Semaphore listing = new Semaphore(readers, true);
  private final Semaphore writing = new Semaphore(1, true);
  private final AtomicReference<@Nullable Session> spare = new AtomicReference<>();
  private final Object watching = new Object();
  private final AtomicLong commits = new AtomicLong();
  private @Nullable Session writer; // guarded by the permit of writing; null: not open
  private @Nullable Session observer; // guarded by watching; null: not open
  private long observers;
  private volatile boolean closed;

  Sessions(String backend, Dialect dialect) {
    this.backend = backend;
    this.dialect = dialect;
    this.gate = new ConnectionGate(backend, dialect);
  }

  /** Does some work that reads, on a connection of the pool. */
  <T> T read(String what, Work<T> work) {
    acquire(reading, "all " + readers + " connections are in use");
    try {
      return readPooled(what, work);
    } finally {
      reading.release();
    }
  }

  private <T> T readPooled(String what, Work<T> work) {
    try {
      Session session = idle.poll();
      if (session == null) {
        return run(open(true), work);
      }
      try {
        return run(session, work);
      } catch (SQLException e) {
        if (!SqlFailures.isLost(e)) {
          throw e;
        }
        closeIdle(); // the others broke with it
        return run(open(true), work);
      }
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  /** As {@link #read}, for work of several statements that must see one state. */
  <T> T readOneState(String what, Work<T> work) {
    return read(what, asOneState(work));
  }

  private <T> Work<T> asOneState(Work<T> work) {
    return session -> {
      dialect.beginReading(session.connection());
      boolean done = false;
      try {
        T result = work.with(session);
        done = true;
        dialect.commit(session.connection());
        return result;
      } finally {
        if (!done) {
          dialect.rollback(session.connection());
        }
      }
    };
  }

  /** As {@link #readOneState}, for work that takes long and is rare: it keeps no look-up waiting. */
  <T> T readAtLength(String what, Work<T> work) {
    acquireListing();
    try {
      return readPooled(what, asOneState(work));
    } finally {
      listing.release();
    }
  }

  private void acquireListing() {
    acquire(listing, readers + " listings are under way");
  }

  private <T> T run(Session session, Work<T> work) throws SQLException {
    boolean usable = false;
    try {
      T result = work.with(session);
      usable = true;
      return result;
    } catch (SQLException e) {
      usable = !dialect.isEmbedded() && !SqlFailures.isLost(e);
      throw e;
    } finally {
      if (usable && !closed) {
        idle.push(session);
      } else {
        session.close();
      }
    }
  }

  private Session open(boolean readOnly) throws SQLException {
    return new Session(gate.open(readOnly));
  }

  /** Does some work that reads and may take long, on a connection of its own, as one state. */
  <T> T readAlone(String what, Work<T> work) {
    acquireListing();
    try (Session session = open(true)) {
      dialect.expectLong(session.connection());
      dialect.beginReading(session.connection());
      return work.with(session);
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      listing.release();
    }
  }

  /**
   * As {@link #readAlone}, on a connection that is kept for such work, of which there is only one:
   * for who reads again and again and waits for nothing.
   */
  <T> T readInBackground(String what, Work<T> work) {
    checkOpen();
    @Nullable Session session = spare.getAndSet(null);
    boolean usable = false;
    try {
      session = beginOn(session);
      T result = work.with(session);
      dialect.commit(session.connection());
      usable = true;
      return result;
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      if (session != null && !(usable && !closed && spare.compareAndSet(null, session))) {
        session.close();
      }
    }
  }

  /** Begins to read on a connection, or on another if that broke while it waited. */
  private Session beginOn(@Nullable Session kept) throws SQLException {
    if (kept != null) {
      try {
        dialect.checkPresent();
        dialect.beginReading(kept.connection());
        return kept;
      } catch (SQLException e) {
        kept.close();
        if (!SqlFailures.isLost(e)) {
          throw e;
        }
      }
    }
    Session opened = open(true);
    boolean begun = false;
    try {
      dialect.beginReading(opened.connection());
      begun = true;
      return opened;
    } finally {
      if (!begun) {
        opened.close();
      }
    }
  }

  /** Begins a transaction on the connection that writes, when it is free. */
  Session beginWriting(String what) {
    acquire(writing, "another transaction is open");
    boolean begun = false;
    try {
      dialect.checkPresent();
      Session session = writer;
      if (session != null && !dialect.isEmbedded() && !session.isAlive()) {
        dropWriter();
        session = null;
      }
      if (session == null) {
        session = connectWriter();
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

  /** Does some work on a connection of its own that commits each statement. */
  void direct(String what, Change change) {
    checkOpen();
    try (Session session = open(false)) {
      change.with(session);
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  /** Does some work in a transaction that is not of one zone, and commits it. */
  void write(String what, Change change) {
    Session session = beginWriting(what);
    boolean open = true;
    try {
      for (int repeats = 0; open; repeats++) {
        if (repeats > MOST_REPEATS) {
          throw new StoreException(
              backend, "cannot " + what + ": it met changes of others " + repeats + " times");
        }
        if (repeats > 0) {
          beginAgain();
        }
        if (isDone(session, change)) {
          open = false; // whatever becomes of the commit
          open = !commit();
        }
      }
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      if (open) {
        rollback();
      }
    }
  }

  /** Does some work; false if the database gave it up for a conflict with another transaction. */
  private static boolean isDone(Session session, Change change) throws SQLException {
    try {
      change.with(session);
      return true;
    } catch (SQLException e) {
      if (SqlFailures.isConflict(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Commits the transaction that writes.
   *
   * @return false if the database gave it up for a conflict with another; it is open still then,
   *     and can only be begun again or rolled back
   */
  boolean commit() {
    try {
      dialect.commitWriting(openWriter().connection());
    } catch (SQLException e) {
      if (SqlFailures.isConflict(e)) {
        return false;
      }
      dropWriter();
      writing.release();
      throw failure("commit", e);
    }
    commits.incrementAndGet();
    writing.release();
    return true;
  }

  /** Undoes all that was done in the transaction that writes, which stays open. */
  void beginAgain() throws SQLException {
    dialect.rollback(openWriter().connection());
    dialect.beginWriting(openWriter().connection());
  }

  /** Ends the transaction that writes without a change. */
  void rollback() {
    boolean ended = false;
    try {
      dialect.rollback(openWriter().connection());
      ended = true;
    } catch (SQLException e) {
      throw failure("roll back", e);
    } finally {
      if (!ended) {
        dropWriter();
      }
      writing.release();
    }
  }

  private Session connectWriter() throws SQLException {
    Session session = open(false);
    writer = session;
    dialect.expectLong(session.connection());
    return session;
  }

  private Session openWriter() {
    Session session = writer;
    if (session == null) {
      throw new IllegalStateException("no transaction is open");
    }
    return session;
  }

  private void dropWriter() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  /** Whether {@link #changeMark} tells of what others commit. */
  boolean canWatch() {
    synchronized (watching) {
      try {
        return dialect.changeMark(observer().connection()).isPresent();
      } catch (SQLException e) {
        throw failure("look for changes", e);
      }
    }
  }

  /** How often something was committed here. */
  long commitCount() {
    return commits.get();
  }

  /** See {@link Dialect#changeMark}; another number too after the watching connection broke. */
  long changeMark() {
    synchronized (watching) {
      checkOpen();
      try {
        dialect.checkPresent();
        long mark = dialect.changeMark(observer().connection()).orElse(0);
        return (observers << 56) + (commits.get() << 40) + mark;
      } catch (SQLException e) {
        if (observer != null) {
          observer.close();
          observer = null;
        }
        throw failure("look for changes", e);
      }
    }
  }

  private Session observer() throws SQLException {
    Session session = observer;
    if (session == null) {
      session = open(true);
      observer = session;
      observers++;
    }
    return session;
  }

  /** Connects, and makes the tables of an embedded database that has none. */
  void prepare() {
    acquire(writing, "another transaction is open");
    try {
      Session session = connectWriter();
      if (dialect.isEmbedded()) {
        SchemaTask.createIfEmpty(dialect, session.connection());
      }
    } catch (SQLException e) {
      dropWriter();
      throw dialect.isEmbedded() ? failure("open", e) : launchFailure(e);
    } finally {
      writing.release();
    }
  }

  /** In the words that operators look for. */
  private StoreException launchFailure(SQLException e) {
    String settings = SqlFailures.isRefused(e) ? dialect.accessSettings() : "";
    return exception(
        "Unable to launch " + backend + " connection: Unable to connect to database: "
            + dialect.database() + ": " + dialect.explain(e)
            + (settings.isEmpty() ? "" : " (see " + settings.replace("-", backend + "-") + ")"),
        e);
  }

  StoreException failure(String what, Exception e) {
    SQLException cause = SqlFailures.in(e);
    String why = cause == null ? e.toString() : dialect.explain(cause);
    return exception("cannot " + what + ": " + dialect.database() + ": " + why, e);
  }

  private StoreException exception(String message, Exception cause) {
    if (SqlFailures.isConflict(cause)) {
      return new StoreConflictException(backend, message, cause);
    }
    return SqlFailures.isUnavailable(cause) && !dialect.isEmbedded()
        ? new StoreUnavailableException(backend, message, cause)
        : new StoreException(backend, message, cause);
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

  private void closeIdle() {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      session.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
    Session kept = spare.getAndSet(null);
    if (kept != null) {
      kept.close();
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
    dialect.close();
  }
}
