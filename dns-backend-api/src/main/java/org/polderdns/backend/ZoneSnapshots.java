package org.polderdns.backend;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneTable;

/**
 * The zones of a store that are held in memory, and what keeps them as fresh as the store. Each is
 * read whole by a thread of this object before it is answered from. For any number of threads.
 *
 * <p>A zone is read again when it is told to have changed or its SOA did. When something in the
 * store changed and nobody tells what, every zone is in doubt: it is read and compared, one after the
 * other, for half of the time at most, and one whose turn has not come in time is answered by
 * look-ups until then. While the store fails all stays as it is.
 */
final class ZoneSnapshots implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ZoneSnapshots.class.getName());

  /** Zones that wait to be read because they were asked for. */
  private static final int MOST_WAITING = 1000;

  /** A zone that takes longer to be read is answered by look-ups while it is. */
  private static final long LONG_READING = TimeUnit.SECONDS.toNanos(1);

  private static final int REST = 9; // readings of rest after one of a zone that changes often
  private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

  private final Backend backend;
  private final boolean possible;
  private final SnapshotReader reader;
  private final SnapshotOptions options;
  private final boolean marked;
  private final boolean autoPossible;
  private final LongSupplier nanoTime;
  private final Map<Name, Snapshot> snapshots = new HashMap<>(); // guarded by this, as all below
  private final Map<Long, Snapshot> byId = new HashMap<>();
  private final Set<Snapshot> calm = new LinkedHashSet<>(); // to be read in turn
  private final Set<Snapshot> active = new LinkedHashSet<>(); // AUTO, served, oldest first
  private final Set<Snapshot> parked = new LinkedHashSet<>(); // AUTO, not served, oldest first
  private long activeOctets;
  private long parkedOctets;
  private int waiting;
  private boolean calmRunning;
  private boolean failing;
  private long loads;
  private long checks;
  private long doubted; // by the clock: when all were last
  private boolean closed;
  private @Nullable ZoneTable table; // null until it is told
  private @Nullable ScheduledThreadPoolExecutor worker; // null until it is needed
  private volatile Map<Name, SnapshotMode> modes = Map.of();

  /**
   * @param marked whether the store tells that something changed
   * @param isOn whether zones may be held at all
   */
  ZoneSnapshots(
      Backend backend,
      boolean marked,
      boolean isOn,
      SnapshotOptions options,
      LongSupplier nanoTime) {
    RecordListing records = backend.capability(RecordListing.class).orElse(null);
    this.backend = backend;
    this.possible = isOn && records != null;
    this.reader = new SnapshotReader(records == null ? (zone, visitor) -> {} : records);
    this.options = options;
    this.marked = marked;
    this.autoPossible =
        marked && records != null && records.isPlain() && options.staleSeconds() > 0;
    this.nanoTime = nanoTime;
    this.doubted = nanoTime.getAsLong();
  }

  /** Whether a zone may be held at all. */
  boolean arePossible() {
    return possible;
  }

  /** Tells the table that questions are answered from; to be called once, before the others. */
  synchronized void servedBy(ZoneTable zones) {
    table = zones;
  }

  /** Reads which zones have modes of their own. */
  Map<Name, SnapshotMode> readModes() {
    Optional<MetadataSearch> search = backend.capability(MetadataSearch.class);
    if (!possible || search.isEmpty()) {
      return Map.of();
    }
    Map<Name, SnapshotMode> read = new HashMap<>();
    search.get().zonesWith(SnapshotMode.METADATA).forEach((apex, values) -> {
      String value = values.isEmpty() ? "" : values.get(values.size() - 1);
      SnapshotMode.parse(value).ifPresent(mode -> read.put(apex, mode));
    });
    modes = Map.copyOf(read);
    return modes;
  }

  private SnapshotMode mode(Name apex, Map<Name, SnapshotMode> own) {
    SnapshotMode mode = own.isEmpty() ? options.mode() : own.getOrDefault(apex, options.mode());
    return !possible || mode == SnapshotMode.AUTO && !autoPossible ? SnapshotMode.NO : mode;
  }

  /** The place of a zone that is held. */
  synchronized Optional<Elsewhere> place(Name apex) {
    return Optional.ofNullable(snapshots.get(apex)).map(held -> held.place);
  }

  /** Takes note of a zone that was found in the list. */
  void listed(Elsewhere place, long mark, Map<Name, SnapshotMode> own) {
    SnapshotMode mode = mode(place.apex(), own);
    synchronized (this) {
      Snapshot held = snapshots.get(place.apex());
      if (held == null) {
        if (mode == SnapshotMode.YES) {
          Snapshot made = add(place, mode);
          note(made, mark);
          calm.add(made);
          startCalm();
        }
        return;
      }
      if (mode == SnapshotMode.NO) {
        unserve(held);
        forget(place);
        return;
      }
      if (held.mode != mode) {
        leaveLists(held);
        held.mode = mode;
        if (held.version != null) {
          join(held);
        }
      }
      note(held, mark);
    }
  }

  private void note(Snapshot held, long mark) {
    boolean moved = held.marked && held.mark != mark;
    held.mark = mark;
    held.marked = true;
    if (moved) {
      change(held);
    }
  }

  private Snapshot add(Elsewhere place, SnapshotMode mode) {
    Snapshot made = new Snapshot(place, mode);
    snapshots.put(place.apex(), made);
    byId.put(place.id(), made);
    return made;
  }

  /** Lets go of a zone that is not there any more, or not to be held. */
  synchronized void forget(Elsewhere place) {
    Snapshot held = snapshots.get(place.apex());
    if (held != null && held.place == place) {
      snapshots.remove(place.apex());
      byId.remove(place.id());
      calm.remove(held);
      leaveLists(held);
      held.served = false;
    }
  }

  /**
   * Takes note of a question for a zone that is not answered from memory.
   *
   * @return the zone after all, null if a store has to be asked
   */
  @Nullable
  CompiledZone asked(Elsewhere place) {
    if (!possible || options.mode() == SnapshotMode.NO && modes.isEmpty()) {
      return null;
    }
    synchronized (this) {
      Snapshot held = snapshots.get(place.apex());
      if (held == null) {
        if (waiting < MOST_WAITING && mode(place.apex(), modes) == SnapshotMode.AUTO) {
          queue(add(place, SnapshotMode.AUTO));
        }
        return null;
      }
      if (held.place != place || held.version == null || held.served) {
        return held.place == place && held.version != null ? held.version.zone() : null;
      }
      if (held.parked && !held.doubtful && !held.changed) {
        join(held);
        return held.version.zone();
      }
      queue(held);
      return null;
    }
  }

  /** Takes note that a zone was changed; false if it is not held. */
  synchronized boolean changed(long id) {
    Snapshot held = byId.get(id);
    if (held != null) {
      change(held);
    }
    return held != null;
  }

  private void change(Snapshot held) {
    held.changed = true;
    queue(held);
  }

  /** Takes note that anything in the store may have changed. */
  synchronized void anyChanged() {
    long now = nanoTime.getAsLong();
    doubted = now;
    for (Snapshot held : snapshots.values()) {
      if (!held.doubtful && !held.tooLarge) {
        held.doubtful = true;
        held.doubtfulSince = now;
        calm.add(held);
      }
    }
    startCalm();
  }

  /** To be called each second or so, while the store can be asked. */
  synchronized void tick() {
    if (snapshots.isEmpty()) {
      return;
    }
    long now = nanoTime.getAsLong();
    long stale = TimeUnit.SECONDS.toNanos(Math.max(1, options.staleSeconds()));
    if (!marked && now - doubted >= stale / 2) {
      anyChanged();
    }
    if (failing || calm.isEmpty()) {
      return;
    }
    for (Snapshot held : calm) {
      if (held.served && held.doubtful && now - held.doubtfulSince > stale) {
        unserve(held);
      }
    }
  }

  private void queue(Snapshot held) {
    if (!held.queued) {
      held.queued = true;
      waiting++;
      long now = nanoTime.getAsLong();
      schedule(() -> work(held), held.changed ? Math.max(0, held.notBefore - now) : 0);
    }
  }

  private void startCalm() {
    if (!calmRunning && !calm.isEmpty()) {
      calmRunning = true;
      schedule(this::workCalmly, 0);
    }
  }

  private void schedule(Runnable task, long nanos) {
    ScheduledThreadPoolExecutor executor = worker;
    if (closed) {
      return;
    }
    if (executor == null) {
      executor = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "polder-snapshot-" + backend.name());
        thread.setDaemon(true);
        return thread;
      });
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      worker = executor;
    }
    try {
      Objects.requireNonNull(executor.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "closed", e);
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "event=snapshot-failed error=" + e, e);
      }
    };
  }

  /** Reads the next zone whose turn it is, and rests for as long if it was a comparison. */
  private void workCalmly() {
    @Nullable Snapshot next = null;
    boolean first = false;
    synchronized (this) {
      Iterator<Snapshot> turns = calm.iterator();
      if (turns.hasNext()) {
        next = turns.next();
        turns.remove();
        first = next.version == null;
      }
    }
    long began = System.nanoTime();
    if (next != null) {
      read(next);
    }
    long took = System.nanoTime() - began;
    synchronized (this) {
      calmRunning = false;
      if (!calm.isEmpty()) {
        calmRunning = true;
        schedule(this::workCalmly, failing ? RETRY : first ? 0 : took);
      }
    }
  }

  private void work(Snapshot held) {
    synchronized (this) {
      held.queued = false;
      waiting--;
      calm.remove(held);
    }
    read(held);
  }

  /** Reads a zone, or compares it if it is held and only in doubt. */
  private void read(Snapshot held) {
    Snapshot.@Nullable Version known;
    boolean wasChanged;
    boolean wasDoubtful;
    synchronized (this) {
      if (closed || snapshots.get(held.place.apex()) != held) {
        return;
      }
      known = held.version;
      wasChanged = held.changed;
      wasDoubtful = held.doubtful;
      held.changed = false;
      held.doubtful = false;
      if (wasChanged && known != null && known.nanos() > LONG_READING) {
        unserve(held);
      }
    }
    try {
      ZoneInfo zone = held.place.info();
      if (known != null && !wasChanged && reader.digest(zone).equals(known.digest())) {
        compared(held);
        return;
      }
      long most = held.mode == SnapshotMode.AUTO ? options.maxOctets() : Long.MAX_VALUE;
      take(held, reader.read(zone, most));
    } catch (StoreException e) {
      failed(held, wasChanged, wasDoubtful, e);
    }
  }

  private synchronized void compared(Snapshot held) {
    checks++;
    recovered();
    if (snapshots.get(held.place.apex()) == held && !held.changed && !held.parked) {
      serve(held);
    }
  }

  private synchronized void take(Snapshot held, SnapshotReader.Result result) {
    loads++;
    recovered();
    if (snapshots.get(held.place.apex()) != held) {
      return;
    }
    leaveLists(held);
    Snapshot.Version version = result.version();
    held.version = version;
    held.tooLarge = result.tooLarge();
    if (version == null) {
      unserve(held);
      refuse(held, result.problem());
      return;
    }
    held.problem = "";
    held.notBefore = nanoTime.getAsLong() + REST * version.nanos();
    if (held.changed && !held.served) {
      return; // look-ups give what is newer
    }
    join(held);
  }

  private void refuse(Snapshot held, String problem) {
    if (!held.problem.equals(problem)) {
      held.problem = problem;
      LOG.log(
          System.Logger.Level.WARNING,
          "event=zone-not-held zone=" + held.place.apex() + " backend=" + backend.name()
              + " reason=\"" + problem + '"');
    }
  }

  private synchronized void failed(
      Snapshot held, boolean wasChanged, boolean wasDoubtful, StoreException e) {
    if (closed || snapshots.get(held.place.apex()) != held) {
      return;
    }
    held.changed |= wasChanged;
    if (wasDoubtful || held.version == null) {
      held.doubtful = true;
      held.doubtfulSince = nanoTime.getAsLong();
    }
    calm.add(held);
    if (!failing) {
      failing = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "event=snapshots-not-followed backend=" + backend.name() + " reason=\"" + e.getMessage()
              + '"');
    }
    startCalm();
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.log(System.Logger.Level.INFO, "event=snapshots-followed-again backend=" + backend.name());
    }
  }

  /** Serves a zone that is held, as one that was asked for last. */
  private void join(Snapshot held) {
    leaveLists(held);
    serve(held);
    if (held.mode == SnapshotMode.AUTO && held.version != null) {
      active.add(held);
      activeOctets += held.version.octets();
      shrink();
    }
  }

  /** Drops what was not asked for since it was parked, and parks what was loaded longest ago. */
  private void shrink() {
    long most = options.maxOctets();
    while (activeOctets + parkedOctets > most && !parked.isEmpty()) {
      forget(parked.iterator().next().place);
    }
    while (activeOctets > most - most / 4 && active.size() > 1) {
      Snapshot oldest = active.iterator().next();
      leaveLists(oldest);
      unserve(oldest);
      oldest.parked = true;
      parked.add(oldest);
      parkedOctets += Objects.requireNonNull(oldest.version).octets();
    }
    while (activeOctets + parkedOctets > most && !parked.isEmpty()) {
      forget(parked.iterator().next().place);
    }
  }

  private void leaveLists(Snapshot held) {
    long octets = held.version == null ? 0 : held.version.octets();
    if (active.remove(held)) {
      activeOctets -= octets;
    }
    if (parked.remove(held)) {
      parkedOctets -= octets;
    }
    held.parked = false;
  }

  private void serve(Snapshot held) {
    Snapshot.Version version = held.version;
    if (version != null && table != null) {
      table.put(version.zone());
      held.served = true;
    }
  }

  private void unserve(Snapshot held) {
    if (held.served && table != null) {
      table.hold(held.place);
      held.served = false;
    }
  }

  /** Has zones compared with the store; returns how many. */
  synchronized long check(Name name, boolean below) {
    long count = 0;
    long now = nanoTime.getAsLong();
    for (Snapshot held : List.copyOf(snapshots.values())) {
      Name apex = held.place.apex();
      if (name.isAtOrBelow(apex) || below && apex.isAtOrBelow(name)) {
        count++;
        if (!held.doubtful) {
          held.doubtful = true;
          held.doubtfulSince = now;
        }
        calm.add(held);
      }
    }
    startCalm();
    return count;
  }

  synchronized SnapshotCounts counts() {
    long zones = 0;
    long records = 0;
    long octets = 0;
    long refused = 0;
    for (Snapshot held : snapshots.values()) {
      Snapshot.Version version = held.version;
      zones += held.served ? 1 : 0;
      records += version != null && held.served ? version.records() : 0;
      octets += version == null ? 0 : version.octets();
      refused += held.problem.isEmpty() ? 0 : 1;
    }
    return new SnapshotCounts(zones, records, octets, loads, checks, refused);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (worker != null) {
      worker.shutdown(); // what is being read ends with the store
    }
  }
}
