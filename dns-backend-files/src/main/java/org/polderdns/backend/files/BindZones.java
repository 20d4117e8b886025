package org.polderdns.backend.files;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.compiled.ZoneLoader;
import org.polderdns.zone.compiled.ZoneTable;

/** The zones of a {@code named.conf}, and what happens when it or a file of theirs changes. */
final class BindZones {
  private static final System.Logger LOG = System.getLogger(BindZones.class.getName());

  private final String backend;
  private final @Nullable Path config; // null: there is none, and no zone but those added by hand
  private final ZoneLoader loader;
  private final ZoneTable table = new ZoneTable();
  private final AtomicLong changes = new AtomicLong();
  private long lastId; // guarded by this
  private int rejectedStatements; // guarded by this
  private volatile Map<Name, BindZone> zones = Map.of(); // replaced, never changed

  /**
   * Reads the configuration and no zone file.
   *
   * @throws PresentationFormatException if it is wrong
   */
  BindZones(String backend, @Nullable Path config, ZoneLoader loader) {
    this.backend = backend;
    this.config = config;
    this.loader = loader;
    NamedConfig read = read();
    restate(read);
    warn(read);
  }

  private NamedConfig read() {
    return config == null
        ? new NamedConfig(List.of(), 0, List.of(), 0)
        : NamedConfigParser.parse(config);
  }

  ZoneTable table() {
    return table;
  }

  /** In the order of the configuration, those added by hand last. */
  Collection<BindZone> all() {
    return zones.values();
  }

  Optional<BindZone> find(Name apex) {
    return Optional.ofNullable(zones.get(apex));
  }

  /** A number that moves with each change of the list or of a zone. */
  long changes() {
    return changes.get();
  }

  /** To be called after a zone has changed in another way than by these methods. */
  void changed() {
    changes.incrementAndGet();
  }

  /** Reads all files that nobody has read yet, and says in the log how it went. */
  void loadNew() {
    Collection<BindZone> all = zones.values();
    LOG.log(
        System.Logger.Level.INFO,
        "[bindbackend] Parsing " + all.size() + " domain(s), will report when done");
    ParallelLoads.run(all, this::loadNew);
    report(all.size(), 0);
  }

  private void loadNew(BindZone zone) {
    zone.loadNew();
    changed();
  }

  /** Reads the files again that changed, and those rejected. */
  void check() {
    List<BindZone> stale = zones.values().stream().filter(BindZone::isStale).toList();
    ParallelLoads.run(stale, this::load);
  }

  /** Reads a zone's file now. */
  void load(BindZone zone) {
    zone.load();
    changed();
  }

  /**
   * Reads the configuration again: new zones are loaded, changed ones and rejected ones read
   * again, those not there any more dropped.
   *
   * @return what was found, for the operator
   * @throws PresentationFormatException if it is wrong; nothing has changed then
   */
  synchronized String rediscover() {
    NamedConfig read = read();
    LOG.log(
        System.Logger.Level.INFO,
        "[bindbackend] Parsing " + read.statements() + " domain(s), will report when done");
    warn(read);
    Map<Name, BindZone> before = zones;
    Set<BindZone> toLoad = restate(read);
    int added = 0;
    for (Name apex : zones.keySet()) {
      added += before.containsKey(apex) ? 0 : 1;
    }
    int removed = before.size() + added - zones.size();
    for (BindZone zone : zones.values()) {
      if (zone.isRejected()) {
        toLoad.add(zone);
      }
    }
    ParallelLoads.run(toLoad, this::load);
    ParallelLoads.run(zones.values(), BindZone::loadNew); // those of the start still under way
    return report(added, removed);
  }

  /** Makes the zones those of a configuration; returns the ones whose files are to be read. */
  private synchronized Set<BindZone> restate(NamedConfig read) {
    Map<Name, BindZone> before = zones;
    Map<Name, BindZone> after = new LinkedHashMap<>();
    Set<BindZone> toLoad = new LinkedHashSet<>();
    for (ZoneStatement statement : read.zones()) {
      BindZone zone = before.get(statement.apex());
      if (zone == null) {
        zone = new BindZone(++lastId, backend, statement, table, loader);
        toLoad.add(zone);
      } else if (zone.restate(statement)) {
        toLoad.add(zone);
      }
      after.put(statement.apex(), zone);
    }
    zones = Collections.unmodifiableMap(after);
    rejectedStatements = read.rejected();
    before.forEach((apex, zone) -> {
      if (!after.containsKey(apex)) {
        zone.drop();
      }
    });
    changed();
    return toLoad;
  }

  /** Adds a zone that is not in the configuration, until that is read again; false if it is there. */
  synchronized boolean add(ZoneStatement statement) {
    if (zones.containsKey(statement.apex())) {
      return false;
    }
    BindZone zone = new BindZone(++lastId, backend, statement, table, loader);
    Map<Name, BindZone> after = new LinkedHashMap<>(zones);
    after.put(statement.apex(), zone);
    zones = Collections.unmodifiableMap(after);
    load(zone);
    return true;
  }

  private static void warn(NamedConfig read) {
    read.warnings().forEach(line -> LOG.log(System.Logger.Level.WARNING, "[bindbackend] " + line));
  }

  private synchronized String report(int added, int removed) {
    long rejected = rejectedStatements
        + zones.values().stream().filter(BindZone::isRejected).count();
    String text = "Done parsing domains, " + rejected + " rejected, " + added + " new, " + removed
        + " removed";
    LOG.log(System.Logger.Level.INFO, "[bindbackend] " + text);
    return text;
  }
}
