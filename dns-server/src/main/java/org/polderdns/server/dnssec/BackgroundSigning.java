package org.polderdns.server.dnssec;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ResidentZones;
import org.polderdns.backend.StoreException;
import org.polderdns.dnssec.online.SigningDefaults;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * Signs the zones in memory that have active keys, by threads of its own, and has them served signed:
 * what is answered from then on costs what it does of a zone that was signed elsewhere. It looks for
 * changes of keys when a store changed, and signs anew what changed; with a new week all of it, in
 * the course of some hours.
 *
 * <p>For any number of threads. Closing ends the threads; what is signed is served still.
 */
public final class BackgroundSigning implements AutoCloseable {
  /**
   * Settings.
   *
   * @param threads that sign at once, at least 1
   * @param keySeconds after how many seconds keys are read again though no store told of a change; 0
   *     counts as 1
   */
  public record Options(int threads, int keySeconds) {}

  private static final System.Logger LOG = System.getLogger(BackgroundSigning.class.getName());

  /** A zone of so many octets is signed by all threads together, a smaller one by one of them. */
  private static final long LARGE = 1 << 20;

  /** Within so many seconds of a new week all zones are signed again. */
  private static final long SPREAD = 6 * 3600;

  private static final long WEEK = 7 * 24 * 3600;
  private static final int REST = 9; // readings of keys to wait after one
  private static final int SLOW = 60; // ticks between what need not be done often
  private static final int SPREAD_SLOW = 5; // the same for serials that move at any time of a week
  private static final long IDLE_SECONDS = 10; // after which a thread that signs ends

  private final BackendSet backends;
  private final Clock clock;
  private final int threads;
  private final long keySeconds;
  private final boolean spreadSerials;
  private final List<StoreSigning> stores = new ArrayList<>();
  private final PresignedZones presigned;
  private final ThreadPoolExecutor signers;
  private final ThreadPoolExecutor large;
  private final ScheduledThreadPoolExecutor watcher;
  private final AtomicLong waiting = new AtomicLong();
  private final LongAdder whole = new LongAdder();
  private final LongAdder parts = new LongAdder();
  private long changes; // of the stores, as of the last reading of keys; by the watcher alone
  private long notBefore; // by the clock of the system, when keys are read again at the earliest
  private long notAfter;
  private long ticks;
  private boolean failing;
  private volatile boolean closed;

  private BackgroundSigning(
      BackendSet backends,
      SigningDefaults defaults,
      PresignedZones presigned,
      Clock clock,
      Options options) {
    this.backends = backends;
    this.clock = clock;
    this.threads = options.threads();
    this.keySeconds = Math.max(1, options.keySeconds());
    this.spreadSerials = !defaults.soaEditSpread().isZero();
    this.signers = executor("polder-sign-", threads);
    this.large = executor("polder-signing-", 1);
    this.presigned = presigned;
    this.watcher = new ScheduledThreadPoolExecutor(1, named("polder-sign-keys-"));
    this.notBefore = System.nanoTime();
    this.notAfter = notBefore;
  }

  /**
   * Begins with the zones that stores hold in memory; those that are there already are served signed
   * when this returns, or signed one answer at a time.
   *
   * @param presigned watches those that were signed elsewhere
   * @param online makes, of how a zone is signed, what gives views of it whose answers are signed one
   *     by one
   * @throws StoreException if the keys of zones in memory cannot be read
   */
  public static BackgroundSigning start(
      BackendSet backends,
      boolean held,
      SigningDefaults defaults,
      PresignedZones presigned,
      Clock clock,
      Options options,
      Function<ZoneSigning, Function<CompiledZone, ZoneView>> online) {
    BackgroundSigning signing =
        new BackgroundSigning(backends, defaults, presigned, clock, options);
    try {
      signing.changes = backends.changesSeen();
      backends.tablesInMemory().forEach((store, table) -> {
        SigningZone.Environment environment =
            new SigningZone.Environment(store.name(), defaults, clock, online);
        List<StoreSigning> own = new ArrayList<>();
        StoreSigning made = new StoreSigning(
            store,
            table,
            environment,
            zone -> signing.enqueue(own.get(0), zone),
            signing::served,
            signing.presigned::forget);
        own.add(made);
        made.start(held || store.capability(ResidentZones.class).isPresent());
        signing.stores.add(made);
      });
    } catch (RuntimeException e) {
      signing.close();
      throw e;
    }
    signing.watch();
    return signing;
  }

  private static ThreadPoolExecutor executor(String name, int threads) {
    ThreadPoolExecutor executor = new ThreadPoolExecutor(
        threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static ThreadFactory named(String name) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Executes nothing more once it is closed. */
  private static Executor executing(ThreadPoolExecutor executor) {
    return task -> {
      try {
        executor.execute(task);
      } catch (RejectedExecutionException e) {
        LOG.log(System.Logger.Level.DEBUG, "closed", e);
      }
    };
  }

  private void enqueue(StoreSigning store, SigningZone zone) {
    waiting.incrementAndGet();
    executing(large).execute(() -> {
      if (store.size(zone) < LARGE) {
        executing(signers).execute(() -> sign(store, zone, Runnable::run, 1));
      } else {
        sign(store, zone, signers, threads);
      }
    });
  }

  private void sign(StoreSigning store, SigningZone zone, Executor executor, int parallel) {
    waiting.decrementAndGet();
    if (closed) {
      return;
    }
    long began = System.nanoTime();
    @Nullable SignedVersion version = null;
    try {
      version = store.sign(zone, executor, parallel);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "closed", e);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "event=zone-not-signed zone=" + zone.apex() + " backend="
              + store.store().name() + " error=" + e,
          e);
    }
    store.signed(zone, version);
    if (version == null) {
      return;
    }
    (version.isWhole() ? whole : parts).increment();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    LOG.log(
        seconds > 0 ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
        "event=zone-signed zone=" + zone.apex() + " whole=" + version.isWhole() + " seconds="
            + seconds);
  }

  private void watch() {
    ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(
        () -> {
          try {
            tick();
          } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "event=keys-not-watched error=" + e, e);
          }
        },
        1,
        1,
        TimeUnit.SECONDS);
  }

  private void tick() {
    readKeys();
    long intoWeek = Math.floorMod(clock.instant().getEpochSecond(), WEEK);
    boolean slow = ++ticks % SLOW == 0;
    if (intoWeek < SPREAD + SLOW || slow || spreadSerials && ticks % SPREAD_SLOW == 0) {
      renew(intoWeek);
    }
    if (slow) {
      presigned.check();
      stores.forEach(StoreSigning::retry);
      stores.forEach(StoreSigning::release);
    }
  }

  private void renew(long intoWeek) {
    for (StoreSigning store : stores) {
      for (SigningZone zone : store.ofLastWeek()) {
        if (intoWeek >= Math.floorMod(zone.apex().hashCode(), SPREAD)) {
          store.renew(zone);
        }
      }
    }
  }

  /** Reads keys and metadata if a store changed, or that was not done for some time. */
  private void readKeys() {
    long now = System.nanoTime();
    long seen = backends.changes();
    if (seen == changes && now - notAfter < 0 || now - notBefore < 0) {
      return;
    }
    try {
      for (StoreSigning store : stores) {
        if (store.isWanted()) {
          store.refresh();
        }
      }
      changes = seen;
      if (failing) {
        failing = false;
        LOG.log(System.Logger.Level.INFO, "event=keys-read-again");
      }
    } catch (StoreException e) {
      if (!failing) {
        failing = true;
        LOG.log(System.Logger.Level.ERROR, "event=keys-not-read reason=\"" + e.getMessage() + '"');
      }
    }
    long end = System.nanoTime();
    notBefore = end + REST * (end - now);
    notAfter = end + TimeUnit.SECONDS.toNanos(keySeconds);
  }

  /** Takes note of a zone that is served as it is, for its signatures if it has some. */
  public void served(CompiledZone zone) {
    presigned.watch(zone, executing(large));
  }

  /** What has been counted, by name. */
  public Map<String, Long> statistics() {
    long zones = 0;
    long octets = 0;
    for (StoreSigning store : stores) {
      StoreSigning.Counts counts = store.counts();
      zones += counts.zones();
      octets += counts.octets();
    }
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("signed-zones", zones);
    values.put("signed-zone-bytes", octets);
    values.put("signed-zones-waiting", waiting.get());
    values.put("zone-signings", whole.sum());
    values.put("zone-resignings", parts.sum());
    values.put("presigned-zones-invalid", presigned.invalid());
    return values;
  }

  @Override
  public void close() {
    closed = true;
    watcher.shutdownNow();
    signers.shutdown(); // what waits of a large zone is done, so that nobody waits for it in vain
    large.shutdownNow();
  }
}
