package org.polderdns.backend;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.ZoneTable;

/**
 * The zones of a store that may block, by name, as of when its list was last read. A list that takes
 * long is read by a thread of its own, for a tenth of the time at most. For any number of threads.
 */
final class ZoneList {
  private static final System.Logger LOG = System.getLogger(ZoneList.class.getName());

  /** From how long on a list is not read by who found that it has to be. */
  private static final long LONG_READING = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int REST = 9; // readings of rest after one

  private final LaunchedStore store;
  private final ZoneListing listing;
  private final ZoneSnapshots snapshots;
  private final LongConsumer gone;
  private final Executor background;
  private final LongSupplier nanoTime;
  private final ZoneTable table = new ZoneTable(Unread.INSTANCE);
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean resting = new AtomicBoolean();
  private int readings; // guarded by reading
  private volatile boolean read;
  private volatile boolean wanted;
  private volatile boolean failing;
  private volatile long cost; // nanoseconds of the last reading
  private volatile long ended; // of the last reading, by the clock

  /**
   * @param gone is told the id of each zone that is found to be there no more
   */
  ZoneList(
      LaunchedStore store,
      ZoneListing listing,
      ZoneSnapshots snapshots,
      LongConsumer gone,
      Executor background,
      LongSupplier nanoTime) {
    this.store = store;
    this.listing = listing;
    this.snapshots = snapshots;
    this.gone = gone;
    this.background = background;
    this.nanoTime = nanoTime;
    snapshots.servedBy(table);
  }

  /** The zones; all names are found in {@link Unread} until the list was read once. */
  ZoneTable table() {
    return table;
  }

  boolean isRead() {
    return read;
  }

  /** The place of the zone of this apex, if it is in the list. */
  Optional<Elsewhere> find(Name apex) {
    return table.at(apex).flatMap(this::place);
  }

  private Optional<Elsewhere> place(ZoneView view) {
    return view instanceof Elsewhere place ? Optional.of(place) : snapshots.place(view.apex());
  }

  /** Has the list read, as it may have changed. */
  void want() {
    wanted = true;
  }

  /**
   * Reads the list if it has to be read: at once if that is quick, else in the background.
   *
   * @throws StoreException if it cannot be read
   */
  void readIfWanted() {
    if (!wanted) {
      return;
    }
    if (read && cost < LONG_READING) {
      read();
    } else if (!reading.isLocked()) {
      beginIfRested();
    }
  }

  /** Begins to read in the background, or when the rest after the last reading is over. */
  void beginIfRested() {
    long rest = ended + REST * cost - nanoTime.getAsLong();
    if (!read || rest <= 0) {
      begin();
    } else if (resting.compareAndSet(false, true)) {
      CompletableFuture.delayedExecutor(rest, TimeUnit.NANOSECONDS, background).execute(() -> {
        resting.set(false);
        if (wanted) {
          begin();
        }
      });
    }
  }

  /** Begins to read in the background; a failure is in the log, once until it is over. */
  void begin() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    try {
      background.execute(this::readQuietly);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "closed", e);
    }
  }

  private void readQuietly() {
    begun.set(false);
    if (!reading.tryLock()) {
      return;
    }
    try {
      read();
    } catch (RuntimeException | OutOfMemoryError e) {
      failed(e);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Reads the list now.
   *
   * @throws StoreException if it cannot be read; zones may have come and none is gone then
   */
  void read() {
    reading.lock();
    try {
      wanted = false;
      long began = nanoTime.getAsLong();
      int number = ++readings;
      Map<Name, SnapshotMode> modes = snapshots.readModes();
      listing.visitServed((id, apex, mark) -> take(id, apex, mark, number, modes));
      table.removeIf(view -> place(view).map(found -> leave(found, number)).orElse(true));
      table.publish();
      ended = nanoTime.getAsLong();
      cost = ended - began;
      if (!read) {
        read = true;
        store.listIsRead();
        LOG.log(
            cost < LONG_READING ? System.Logger.Level.DEBUG : System.Logger.Level.INFO,
            "event=zones-read backend=" + store.backend().name() + " zones=" + table.size()
                + " seconds=" + cost / TimeUnit.SECONDS.toNanos(1));
      }
      if (failing) {
        failing = false;
        LOG.log(System.Logger.Level.INFO, "event=zones-read-again");
      }
    } catch (StoreException e) {
      ended = nanoTime.getAsLong();
      wanted = true;
      throw e;
    } finally {
      reading.unlock();
    }
  }

  private void failed(Throwable e) {
    if (!failing) {
      failing = true;
      LOG.log(System.Logger.Level.ERROR, "event=zones-not-read reason=\"" + e.getMessage() + '"');
    }
  }

  private void take(long id, Name apex, long mark, int number, Map<Name, SnapshotMode> modes) {
    @Nullable Elsewhere place = find(apex).orElse(null);
    if (place == null || place.id() != id) {
      if (place != null && !leave(place, number)) {
        return; // of two zones of one name the first counts
      }
      place = new Elsewhere(store, id, apex);
      table.hold(place);
    }
    place.foundBy(number);
    snapshots.listed(place, mark, modes);
  }

  /** Whether a zone is there no more, which is then forgotten. */
  private boolean leave(Elsewhere place, int number) {
    if (place.reading() == number) {
      return false;
    }
    snapshots.forget(place);
    gone.accept(place.id());
    return true;
  }
}
