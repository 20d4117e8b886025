package org.polderdns.backend.files;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.CompanionUse;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.ResidentZones;
import org.polderdns.backend.StoreCommands;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneTable;

/**
 * Zones in master files, listed in a {@code named.conf}, in memory. Files are read when they are
 * first needed: one zone's when that zone is asked for, all of them from the first call of {@link
 * #table} on, by threads of this store.
 */
final class BindBackend
    implements Backend,
        ZoneListing,
        RecordListing,
        ResidentZones,
        ZoneDiscovery,
        ZoneWriting,
        CompanionUse,
        ChangeMark {
  private static final System.Logger LOG = System.getLogger(BindBackend.class.getName());

  private static final long WAIT_SECONDS = 10;

  private final String name;
  private final BindZones zones;
  private final long checkSeconds;
  private final Companion companion;
  private final boolean hybrid;
  private final BindCommands commands;
  private final ScheduledExecutorService files;
  private boolean serving; // guarded by this
  private volatile boolean settled;

  /**
   * @param checkSeconds how often files are looked at for changes, 0 for never
   * @param companion has keys and metadata
   * @param hybrid whether another launched store is to be the companion
   */
  BindBackend(
      String name, BindZones zones, long checkSeconds, Companion companion, boolean hybrid) {
    this.name = name;
    this.zones = zones;
    this.companion = companion;
    this.hybrid = hybrid;
    this.checkSeconds = checkSeconds;
    this.commands = new BindCommands(zones, checkSeconds);
    this.files = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "polder-files-" + name);
      thread.setDaemon(true);
      return thread;
    });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return type == StoreCommands.class
        ? Optional.of(type.cast(commands))
        : companion.capability(type).or(() -> Backend.super.capability(type));
  }

  @Override
  public boolean wantsCompanion() {
    return hybrid;
  }

  @Override
  public void useCompanion(Backend other) {
    companion.use(other);
  }

  @Override
  public Optional<ZoneInfo> zone(Name apex) {
    return zones.find(apex).map(BindZone::info);
  }

  /** The version of a zone in service. */
  private CompiledZone served(ZoneInfo zone) {
    BindZone found = zones
        .find(zone.apex())
        .orElseThrow(() -> new StoreException(name, "there is no zone " + zone.apex()));
    return found.zone().orElseThrow(() -> found.notLoaded());
  }

  @Override
  public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    CompiledZone served = served(zone);
    Map<Name, StoredNode> found = new HashMap<>();
    for (Name owner : owners) {
      served.node(owner).ifPresent(node -> found.put(owner, stored(node)));
    }
    return found;
  }

  private static StoredNode stored(ZoneNode node) {
    return StoredNode.of(node.name(), node.rrsets());
  }

  @Override
  public List<ZoneInfo> zones() {
    return zones.all().stream().map(BindZone::info).toList();
  }

  @Override
  public List<ZoneInfo> servedZones() {
    ParallelLoads.run(zones.all(), BindZone::loadNew);
    return zones.all().stream().filter(BindZone::isLoaded).map(BindZone::info).toList();
  }

  @Override
  public void list(ZoneInfo zone, Consumer<StoredNode> visitor) {
    for (ZoneNode node : served(zone).nodes()) {
      visitor.accept(stored(node));
    }
  }

  @Override
  public synchronized ZoneTable table() {
    if (!serving) {
      serving = true;
      files.execute(guarded(this::loadFirst));
      if (checkSeconds > 0) {
        ScheduledFuture<?> unused = files.scheduleWithFixedDelay(
            guarded(zones::check), checkSeconds, checkSeconds, TimeUnit.SECONDS);
      }
    }
    return zones.table();
  }

  private void loadFirst() {
    try {
      zones.loadNew();
    } finally {
      settled = true;
    }
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  /** A task that ends no schedule, whatever happens in it. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.log(System.Logger.Level.ERROR, "event=files-not-read error=" + e, e);
      }
    };
  }

  @Override
  public String rediscover() {
    try {
      return zones.rediscover();
    } catch (PresentationFormatException e) {
      LOG.log(System.Logger.Level.ERROR, "Error parsing bind configuration: " + e.getMessage());
      throw new StoreException(name, "Error parsing bind configuration: " + e.getMessage(), e);
    }
  }

  @Override
  public void reload() {
    try {
      files.execute(guarded(zones::check));
    } catch (RejectedExecutionException e) {
      throw new StoreException(name, "it is closed", e);
    }
  }

  @Override
  public boolean makesZones() {
    return false;
  }

  @Override
  public ZoneTransaction begin(Name apex) {
    BindZone zone = zones.find(apex).orElse(null);
    try {
      if (zone != null && !zone.beginWriting(WAIT_SECONDS)) {
        throw new StoreException(
            name, "another transaction is open on " + apex + " for over 10 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(name, "interrupted while waiting for a transaction", e);
    }
    return new BindTransaction(name, zones, apex, zone, companion);
  }

  @Override
  public long changeMark() {
    return zones.changes() + companion.changes();
  }

  @Override
  public void close() {
    files.shutdownNow();
    companion.close();
  }
}
