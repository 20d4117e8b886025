package org.polderdns.backend.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneLoader;
import org.polderdns.zone.compiled.ZoneTable;

/**
 * One zone and its file. A version is read whole before it takes the place of the one in service; a
 * file that is broken takes nothing's place. For any number of threads: one reads the file, others
 * that want it read wait.
 */
final class BindZone {
  private static final System.Logger LOG = System.getLogger(BindZone.class.getName());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

  /**
   * What is known of the file.
   *
   * @param inService the version that is served, null for none
   * @param stamp of the file when it was last read
   * @param records in the version in service
   * @param problem why the file is rejected, empty if it is not
   * @param text the state in words for the operator
   */
  private record State(
      @Nullable CompiledZone inService,
      FileStamp stamp,
      long records,
      String problem,
      String text) {
    static final State NEW = new State(null, FileStamp.NONE, 0, "", "parsing into memory");
  }

  private final long id;
  private final String backend;
  private final ZoneTable table;
  private final ZoneLoader loader;
  private final ReentrantLock reading = new ReentrantLock();
  private final Semaphore writer = new Semaphore(1, true);
  private volatile ZoneStatement statement;
  private volatile State state = State.NEW;
  private volatile boolean tried;
  private boolean gone; // guarded by reading

  BindZone(long id, String backend, ZoneStatement statement, ZoneTable table, ZoneLoader loader) {
    this.id = id;
    this.backend = backend;
    this.statement = statement;
    this.table = table;
    this.loader = loader;
    table.hold(new UnloadedZone(this));
  }

  Name apex() {
    return statement.apex();
  }

  ZoneStatement statement() {
    return statement;
  }

  ZoneInfo info() {
    ZoneStatement now = statement;
    return ZoneInfo.of(id, now.apex(), now.kind()).withPrimaries(now.primaries());
  }

  boolean isLoaded() {
    return state.inService != null;
  }

  boolean isRejected() {
    return !state.problem.isEmpty();
  }

  /** Why the file is rejected, with a blank before it; empty if it is not. */
  String problem() {
    return state.problem;
  }

  /** The state in words. */
  String text() {
    return state.text;
  }

  long records() {
    return state.records;
  }

  FileStamp stamp() {
    return state.stamp;
  }

  /** The version in service; the file is read first if that was never tried. */
  Optional<CompiledZone> zone() {
    if (!tried) {
      loadNew();
    }
    return Optional.ofNullable(state.inService);
  }

  StoreException notLoaded() {
    return new StoreException(
        backend,
        "zone '" + NamedConfigParser.shown(apex()) + "' in '" + statement.file()
            + "' is not loaded: " + state.text.strip());
  }

  /** Takes a changed statement of the same apex; true if the file is another one. */
  boolean restate(ZoneStatement changed) {
    boolean moved = !changed.file().equals(statement.file());
    statement = changed;
    return moved;
  }

  /** Reads the file if that was never tried. */
  void loadNew() {
    reading.lock();
    try {
      if (!tried) {
        read();
      }
    } finally {
      reading.unlock();
    }
  }

  /** Reads the file whatever it is like. */
  void load() {
    reading.lock();
    try {
      read();
    } finally {
      reading.unlock();
    }
  }

  /** Whether the file is not as it was when it was read, or was rejected. */
  boolean isStale() {
    State now = state;
    return tried && (!now.problem.isEmpty() || !now.stamp.equals(FileStamp.ofAny(file())));
  }

  /** Waits a while for the right to write the file; false if another transaction keeps it. */
  boolean beginWriting(long seconds) throws InterruptedException {
    return writer.tryAcquire(seconds, TimeUnit.SECONDS);
  }

  void endWriting() {
    writer.release();
  }

  /** Reads a file that may become this zone's. */
  LoadedFile read(Path file) throws IOException {
    return LoadedFile.read(apex(), file, loader);
  }

  /** Serves a version that somebody has written to the file. */
  void publish(LoadedFile written) {
    reading.lock();
    try {
      serve(written);
    } finally {
      reading.unlock();
    }
  }

  /** Takes the zone out of service for good. */
  void drop() {
    reading.lock();
    try {
      gone = true;
      table.remove(apex());
    } finally {
      reading.unlock();
    }
  }

  private Path file() {
    return statement.file();
  }

  private void read() {
    if (gone) {
      return;
    }
    Path file = file();
    try {
      serve(LoadedFile.read(apex(), file, loader));
      LOG.log(
          System.Logger.Level.DEBUG,
          () -> "[bindbackend] parsed '" + NamedConfigParser.shown(apex()) + "' from file '" + file
              + "', " + state.records + " records");
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      reject(file, e); // even a fault of ours or a zone too big harms no other zone
    } finally {
      tried = true;
    }
  }

  private void serve(LoadedFile loaded) {
    if (gone) {
      return;
    }
    table.put(loaded.zone());
    tried = true;
    state = new State(
        loaded.zone(), loaded.stamp(), loaded.records(), "", "parsed into memory at " + now());
  }

  private void reject(Path file, Throwable e) {
    State old = state;
    FileStamp stamp = FileStamp.ofAny(file);
    boolean awaited = statement.kind() == ZoneKind.SLAVE && stamp.equals(FileStamp.NONE);
    String zone = NamedConfigParser.shown(apex());
    String reason = awaited
        ? "no file found for new slave domain '" + zone + "'. Has not been AXFR'd yet"
        : "parsing '" + zone + "' from file '" + file + "': " + message(file, e);
    String problem = " error at " + now() + ' ' + reason;
    if (old.problem.endsWith(reason)) {
      problem = old.problem; // retried in vain: it is as old as when it was first found
    } else {
      LOG.log(System.Logger.Level.WARNING, "[bindbackend]" + problem + kept(old));
    }
    state = new State(old.inService, stamp, old.records, problem, problem + kept(old));
  }

  private static String kept(State old) {
    return old.inService == null ? "" : " (the version before stays in service)";
  }

  private static String message(Path file, Throwable e) {
    if (e instanceof PresentationFormatException) {
      return String.valueOf(e.getMessage());
    }
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    if (cause instanceof NoSuchFileException) {
      return "Unable to open file '" + file + "': No such file or directory";
    }
    return "Unable to read file '" + file + "': " + cause;
  }

  private static String now() {
    return TIME.format(ZonedDateTime.now(ZoneId.systemDefault()));
  }
}
