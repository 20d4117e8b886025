package org.polderdns.server.dnssec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.Backend;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.compiled.Admission;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneTable;

/**
 * The zones that a store holds in memory: those with active keys are served signed, never as they
 * are, and those with {@code SOA-EDIT} with another serial. Its state is guarded by the table.
 */
final class StoreSigning implements Admission {
  private final Backend store;
  private final ZoneTable table;
  private final SigningZone.Environment environment;
  private final Consumer<SigningZone> toSign;
  private final Consumer<CompiledZone> unsigned;
  private final Consumer<Name> left;
  private final Map<Name, SigningZone> zones = new HashMap<>();
  private final Map<Name, CompiledZone> offered = new HashMap<>(); // before the keys were known
  private boolean known;
  private volatile boolean wanted;

  /**
   * @param toSign takes a zone that is to be signed; must not wait
   * @param unsigned is told of each version of a zone without active keys; must not wait
   * @param left is told of each zone that is not there any more, or has active keys from now on
   */
  StoreSigning(
      Backend store,
      ZoneTable table,
      SigningZone.Environment environment,
      Consumer<SigningZone> toSign,
      Consumer<CompiledZone> unsigned,
      Consumer<Name> left) {
    this.store = store;
    this.table = table;
    this.environment = environment;
    this.toSign = toSign;
    this.unsigned = unsigned;
    this.left = left;
  }

  /**
   * Begins to decide what is served.
   *
   * @param now whether the keys are read at once, not only when the first zone is put
   * @throws org.polderdns.backend.StoreException if they cannot be read
   */
  void start(boolean now) {
    wanted = now;
    if (now || !table.all().isEmpty()) {
      refresh();
    }
    table.admitBy(this);
    if (!table.all().isEmpty()) { // put before anybody was asked
      wanted = true;
    }
  }

  Backend store() {
    return store;
  }

  /** Whether zones were put, or may be, so that somebody has to look for keys. */
  boolean isWanted() {
    return wanted;
  }

  /**
   * Reads keys and metadata of all zones and does what follows from a change.
   *
   * @throws org.polderdns.backend.StoreException if they cannot be read; nothing has changed then
   */
  void refresh() {
    take(KeyedZones.read(store));
  }

  private void take(Map<Name, KeyedZones.Facts> facts) {
    List<Name> unkeyed = new ArrayList<>();
    synchronized (table) {
      for (Name apex : zones.keySet()) {
        if (!facts.containsKey(apex)) {
          unkeyed.add(apex);
        }
      }
    }
    for (Name apex : unkeyed) {
      if (allAreEdited()) {
        key(apex, KeyedZones.Facts.NONE);
      } else {
        unkey(apex);
      }
    }
    facts.forEach(this::key);
    synchronized (table) {
      known = true;
      List<CompiledZone> waiting = List.copyOf(offered.values());
      offered.clear();
      waiting.forEach(table::put);
    }
  }

  /** Whether all zones show other serials than they have. */
  private boolean allAreEdited() {
    return !environment.defaults().soaEdit().isEmpty();
  }

  /** A zone of which nothing is known is served as it is. */
  private void unkey(Name apex) {
    synchronized (table) {
      SigningZone zone = zones.get(apex);
      ZoneView served = table.at(apex).orElse(null);
      zones.remove(apex);
      if (zone != null && served != null && zone.isShown(served)) {
        CompiledZone source = zone.source();
        if (source != null) {
          table.put(source);
        }
      }
    }
  }

  private void key(Name apex, KeyedZones.Facts facts) {
    synchronized (table) {
      SigningZone zone = zones.get(apex);
      if (zone == null) {
        zones.put(apex, new SigningZone(apex, facts, environment));
      } else if (!zone.change(facts)) {
        return;
      }
      if (facts.haveActiveKey()) {
        left.accept(apex);
      }
      table.readmit(apex);
    }
  }

  @Override
  public Optional<ZoneView> admit(CompiledZone zone) {
    wanted = true;
    if (!known) {
      offered.put(zone.apex(), zone);
      return Optional.empty();
    }
    SigningZone changed = zones.get(zone.apex());
    if (changed == null && allAreEdited()) {
      changed = new SigningZone(zone.apex(), KeyedZones.Facts.NONE, environment);
      zones.put(zone.apex(), changed);
    }
    if (changed == null || !changed.isKeyed()) {
      unsigned.accept(zone);
    }
    if (changed == null) {
      return Optional.of(zone);
    }
    changed.put(zone);
    return Optional.of(show(changed));
  }

  private ZoneView show(SigningZone zone) {
    ZoneView shown = zone.show();
    if (zone.isToBeSigned() && zone.enqueue()) {
      toSign.accept(zone);
    }
    return shown;
  }

  @Override
  public ZoneView again(ZoneView served) {
    SigningZone zone = zones.get(served.apex());
    if (zone == null) {
      return served;
    }
    if (!zone.isShown(served)) {
      if (!(served instanceof CompiledZone source)) {
        return served; // the store cannot give it at the moment
      }
      zone.put(source);
    }
    return show(zone);
  }

  @Override
  public void gone(Name apex) {
    offered.remove(apex);
    left.accept(apex);
    SigningZone zone = zones.get(apex);
    if (zone != null) {
      zone.drop();
    }
  }

  /** Takes a version that was signed; null if it could not be. */
  void signed(SigningZone zone, @Nullable SignedVersion version) {
    synchronized (table) {
      zone.dequeue();
      if (version == null || zones.get(zone.apex()) != zone || zone.source() == null) {
        return;
      }
      zone.takeSigned(version);
      table.readmit(zone.apex());
    }
  }

  /** Makes a signed version of a zone as it is now; null if there is nothing to sign. */
  @Nullable
  SignedVersion sign(SigningZone zone, Executor executor, int threads) {
    CompiledZone source;
    ZoneSigning how;
    SignedVersion before;
    synchronized (table) {
      source = zone.source();
      how = zone.how();
      before = zone.signed();
    }
    return source == null || how == null
        ? null
        : SignedVersion.sign(source, how, before, executor, threads);
  }

  /** Octets of what is to be signed. */
  long size(SigningZone zone) {
    synchronized (table) {
      CompiledZone source = zone.source();
      return source == null ? 0 : source.memory();
    }
  }

  /** Has a zone signed again if the window of its signatures, or its serial, is of a week before. */
  void renew(SigningZone zone) {
    synchronized (table) {
      if (!zone.isOfLastWeek()) {
        return;
      }
      if (!zone.isKeyed()) {
        table.readmit(zone.apex());
      } else if (zone.enqueue()) {
        toSign.accept(zone);
      }
    }
  }

  /** Has zones signed for which that failed. */
  void retry() {
    synchronized (table) {
      for (SigningZone zone : zones.values()) {
        if (zone.isToBeSigned() && zone.enqueue()) {
          toSign.accept(zone);
        }
      }
    }
  }

  /** The zones that were signed, or got their serial, in a week before. */
  List<SigningZone> ofLastWeek() {
    synchronized (table) {
      return zones.values().stream().filter(SigningZone::isOfLastWeek).toList();
    }
  }

  /** What is served signed, with memory that the unsigned versions do not need. */
  Counts counts() {
    synchronized (table) {
      long served = 0;
      long octets = 0;
      for (SigningZone zone : zones.values()) {
        SignedVersion version = zone.signed();
        served += version == null ? 0 : 1;
        octets += version == null ? 0 : version.zone().memory();
      }
      return new Counts(served, octets);
    }
  }

  /**
   * @param zones that are signed
   * @param octets of their signed versions
   */
  record Counts(long zones, long octets) {}

  /** Lets go of what is not served any more. */
  void release() {
    synchronized (table) {
      for (SigningZone zone : zones.values()) {
        ZoneView served = table.at(zone.apex()).orElse(null);
        if (served == null || !zone.isShown(served)) {
          zone.drop();
        }
      }
    }
  }
}
