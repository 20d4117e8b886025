package org.polderdns.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.CacheCounts;
import org.polderdns.backend.PlainZones;
import org.polderdns.backend.ReadySource;
import org.polderdns.backend.SnapshotCounts;
import org.polderdns.backend.WaitingSource;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.server.cache.CachePurge;
import org.polderdns.server.dnssec.BackgroundSigning;
import org.polderdns.server.dnssec.OnlineSigning;
import org.polderdns.server.query.Zones;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.KnownZones;
import org.polderdns.zone.compiled.ZoneTable;
import org.polderdns.zone.compiled.ZoneTables;

/** Zones in memory and those of stores as one; of two zones of one name that in memory counts. */
final class ServedZones implements Zones, AutoCloseable {
  private static final long WEEK_MILLIS = TimeUnit.DAYS.toMillis(7);

  private final ZoneTable memory = new ZoneTable();
  private final boolean hasMemory;
  private final BackendSet stores;
  private @Nullable OnlineSigning online; // null: zones are served as they are
  private @Nullable Thread watcher; // null: nobody has to look for changes
  private @Nullable BackgroundSigning signing; // null: zones are served as they are

  /**
   * Reads the lists of zones.
   *
   * @throws org.polderdns.backend.StoreException if a store cannot give its own
   */
  ServedZones(List<ZoneView> views, List<Backend> backends, BackendSet.Options options) {
    for (ZoneView view : views) {
      if (view instanceof CompiledZone zone) {
        memory.put(zone);
      } else {
        memory.hold(view);
      }
    }
    hasMemory = !views.isEmpty();
    stores = new BackendSet(backends, options);
  }

  /** Has zones of stores that are looked up served as their keys and metadata want them. */
  void signOnline(Function<BackendSet, OnlineSigning> maker) {
    online = maker.apply(stores);
  }

  /** Has zones of stores that are in memory and have keys served signed, before {@link #start}. */
  void sign(Function<BackendSet, BackgroundSigning> beginning) {
    BackgroundSigning begun = beginning.apply(stores);
    memory.all().forEach(begun::served);
    signing = begun;
  }

  /** What was counted of signing zones in memory. */
  Map<String, Long> signingCounts() {
    return signing == null ? Map.of() : signing.statistics();
  }

  @Override
  public Optional<ZoneTables> tables() {
    return stores.tables().map(others -> {
      List<ZoneTable> all = new ArrayList<>(others);
      all.add(0, memory);
      return ZoneTables.of(hasMemory || others.isEmpty() ? all : others);
    });
  }

  @Override
  public WaitingSource newSource() {
    OnlineSigning signed = online;
    WaitingSource waiting =
        signed == null ? stores.newWaitingSource() : new Signed(stores.newWaitingSource(), signed);
    return hasMemory ? new BothWaiting(new Both(memory, waiting), waiting) : waiting;
  }

  @Override
  public ReadySource newReadySource() {
    ReadySource ready = stores.newReadySource();
    return hasMemory ? new BothReady(new Both(memory, ready), ready) : ready;
  }

  @Override
  public KnownZones newKnownZones() {
    OnlineSigning signed = online;
    return stores.newKnownZones(signed == null ? PlainZones.ALL : signed::isPlain);
  }

  /** What was counted of signatures made for answers. */
  Map<String, Long> signatureCounts() {
    OnlineSigning signed = online;
    return signed == null ? Map.of() : signed.statistics();
  }

  /** Whether some questions have to wait for a store. */
  boolean mayBlock() {
    return stores.mayBlock();
  }

  /** What was counted of the cache of look-ups. */
  CacheCounts cacheCounts() {
    return stores.cacheCounts();
  }

  /** What was counted of the cache of metadata. */
  CacheCounts metadataCounts() {
    return stores.metadataCounts();
  }

  /** What was counted of the cache of keys. */
  CacheCounts keyCounts() {
    return stores.keyCounts();
  }

  /** As {@link BackendSet#listCounts}. */
  CacheCounts listCounts() {
    return stores.listCounts();
  }

  /** As {@link BackendSet#queries}. */
  long queries() {
    return stores.queries();
  }

  /** How many questions asked a store for an RRset that cannot be read. */
  long unreadable() {
    return stores.unreadable();
  }

  /** What was counted of zones of stores that are held in memory. */
  SnapshotCounts snapshotCounts() {
    return stores.snapshotCounts();
  }

  /** The lists of zones, and those that are held in memory. */
  ZoneDiscovery discovery() {
    return new ZoneDiscovery() {
      @Override
      public String rediscover() {
        stores.refresh();
        return "";
      }

      @Override
      public void reload() {
        stores.check();
      }
    };
  }

  /** Empties the cache of look-ups, and after it another; counts both. */
  CachePurge cachePurge(CachePurge replies) {
    return new CachePurge() {
      @Override
      public long purge() {
        return stores.purge() + replies.purge();
      }

      @Override
      public long purge(Name name) {
        return stores.purge(name) + replies.purge(name);
      }

      @Override
      public long purgeBelow(Name name) {
        return stores.purgeBelow(name) + replies.purgeBelow(name);
      }
    };
  }

  /**
   * A number that moves when a store was seen to have changed, and with the weeks, as signatures do;
   * never waits.
   */
  long changesSeen() {
    return stores.changesSeen() + System.currentTimeMillis() / WEEK_MILLIS;
  }

  /** Looks for changes of stores that may block, as no question does that is answered at once. */
  void start() {
    if (stores.mayBlock()) {
      Thread thread = new Thread(this::watch, "polder-zones");
      thread.setDaemon(true);
      thread.start();
      watcher = thread;
    }
  }

  private void watch() {
    while (true) {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        return;
      }
      stores.poll();
    }
  }

  @Override
  public void close() {
    Thread thread = watcher;
    if (thread != null) {
      thread.interrupt();
    }
    if (signing != null) {
      signing.close();
    }
    stores.stop();
  }

  /** Zones of stores as their keys and metadata want them. */
  private record Signed(WaitingSource stores, OnlineSigning online) implements WaitingSource {
    @Override
    public void expect(List<Name> qnames) {
      stores.expect(qnames);
    }

    @Override
    public Optional<ZoneView> zone(Name name) {
      return online.serve(stores.zone(name));
    }

    @Override
    public Optional<ZoneView> zoneAbove(Name name) {
      return online.serve(stores.zoneAbove(name));
    }
  }

  /** The longer match of two sources. */
  private record Both(ZoneSource first, ZoneSource second) implements ZoneSource {
    @Override
    public Optional<ZoneView> zone(Name name) {
      return longer(first.zone(name), second.zone(name));
    }

    @Override
    public Optional<ZoneView> zoneAbove(Name name) {
      return longer(first.zoneAbove(name), second.zoneAbove(name));
    }

    private static Optional<ZoneView> longer(Optional<ZoneView> a, Optional<ZoneView> b) {
      if (a.isEmpty() || b.isEmpty()) {
        return a.isEmpty() ? b : a;
      }
      return a.get().apex().labelCount() >= b.get().apex().labelCount() ? a : b;
    }
  }

  /** Both for a thread that may wait. */
  private record BothWaiting(Both both, WaitingSource stores) implements WaitingSource {
    @Override
    public void expect(List<Name> qnames) {
      stores.expect(qnames);
    }

    @Override
    public Optional<ZoneView> zone(Name name) {
      return both.zone(name);
    }

    @Override
    public Optional<ZoneView> zoneAbove(Name name) {
      return both.zoneAbove(name);
    }
  }

  /** Both for a thread that must not wait; the stores may have the longer match. */
  private record BothReady(Both both, ReadySource stores) implements ReadySource {
    @Override
    public void begin() {
      stores.begin();
    }

    @Override
    public boolean isIncomplete() {
      return stores.isIncomplete();
    }

    @Override
    public Optional<ZoneView> zone(Name name) {
      return both.zone(name);
    }

    @Override
    public Optional<ZoneView> zoneAbove(Name name) {
      return both.zoneAbove(name);
    }
  }
}
