package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.CheckedTransaction;
import org.polderdns.backend.RowLoad;
import org.polderdns.backend.StoreConflictException;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneComments;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.wire.Name;
import org.polderdns.zone.change.Changeset;

/** A transaction of the database; it has the one connection that writes until it ends. */
final class SqlTransaction extends CheckedTransaction {
  /** What was done, and what came of it. */
  private record Step(Sessions.Work<?> work, @Nullable Object result) {}

  private final String backend;
  private final Sessions sessions;
  private final Session session;
  private final Tables tables;
  private final ToldChanges told;
  private final Set<Long> zones = new HashSet<>(); // that were changed, by id
  private final List<Step> steps = new ArrayList<>();
  private int repeats;
  private @Nullable SqlLoad load; // null: none was begun, or one by the queries
  private boolean hasLoaded;
  private boolean changesList; // zones come or go, or their metadata are others

  SqlTransaction(
      String backend,
      Sessions sessions,
      Session session,
      Tables tables,
      ToldChanges told,
      Name apex) {
    super(backend, apex.canonical());
    this.backend = backend;
    this.sessions = sessions;
    this.session = session;
    this.tables = tables;
    this.told = told;
  }

  @Override
  public Optional<ZoneInfo> zone() {
    return run("look up", s -> tables.zones().find(s, apex()));
  }

  @Override
  public ZoneInfo create(ZoneKind kind) {
    checkAbsent();
    changesList = true;
    return run("create", s -> tables.zones().insert(s, apex(), kind));
  }

  @Override
  public void update(ZoneInfo info) {
    ZoneInfo old = existing(info);
    run("update", s -> {
      tables.zones().update(s, old, info);
      return info;
    });
  }

  @Override
  public void delete() {
    changesList = true;
    run("delete", s -> {
      Optional<ZoneInfo> zone = tables.zones().find(s, apex());
      if (zone.isPresent()) {
        tables.zones().delete(s, zone.get());
      }
      return apex();
    });
  }

  @Override
  public Optional<StoredNode> lookup(Name owner) {
    Optional<ZoneInfo> zone = zone();
    if (zone.isEmpty()) {
      return Optional.empty();
    }
    return run("look up " + owner + " in", s -> tables.records().lookup(s, zone.get(), owner));
  }

  @Override
  public void apply(Changeset changes) {
    ZoneInfo zone = existing(changes);
    zones.add(zone.id());
    run("change", s -> {
      new ZoneChange(backend, tables, s, zone).apply(changes);
      return zone;
    });
  }

  @Override
  public ZoneLoad replaceAll() {
    ZoneInfo zone = existing();
    zones.add(zone.id());
    ZoneLoad load = run("load", s -> load(s, zone));
    hasLoaded = true;
    loadBegun();
    return load;
  }

  private ZoneLoad load(Session s, ZoneInfo zone) throws SQLException {
    if (QueryLoad.isNeeded(tables.queries())) {
      return new QueryLoad(sessions, tables, s, zone, this::loadFinished);
    }
    SqlLoad ours = new SqlLoad(sessions, tables, s, zone, this::loadFinished);
    load = ours;
    return ours;
  }

  @Override
  public Optional<RowLoad> addRows() {
    ZoneInfo zone = existing();
    RowLoad load = run(
        "add rows to",
        s -> new SqlRowLoad(sessions, tables.queries(), s, zone, this::loadFinished));
    hasLoaded = true;
    loadBegun();
    return Optional.of(load);
  }

  @Override
  public List<String> metadata(String kind) {
    return run("read metadata of", s -> tables.metadata().values(s, apex(), kind));
  }

  @Override
  public void setMetadata(String kind, List<String> values) {
    ZoneInfo zone = existing();
    changesList = true;
    run("set metadata of", s -> {
      tables.metadata().set(s, zone.apex(), kind, values);
      return zone;
    });
  }

  @Override
  public OptionalLong rectify() {
    ZoneInfo zone = existing();
    zones.add(zone.id());
    return OptionalLong.of(run("rectify", s -> new ZoneRectification(tables, s, zone).run()));
  }

  @Override
  public Optional<ZoneKeys> keys() {
    return Optional.of(new SqlKeys(this, tables.keys()));
  }

  @Override
  public Optional<ZoneComments> comments() {
    return Optional.of(new SqlComments(this, tables.comments()));
  }

  @Override
  public void commit() {
    checkUsable();
    setEnded(true);
    while (!sessions.commit()) {
      setEnded(false);
      repeat(null);
      setEnded(true);
    }
    told.tell(listener -> {
      zones.forEach(listener::zoneChanged);
      if (changesList) {
        listener.zonesChanged();
      }
    });
  }

  @Override
  protected void release() {
    try {
      if (load != null) {
        load.close();
      }
    } finally {
      sessions.rollback();
    }
  }

  String backend() {
    return backend;
  }

  /** The zone, which there must be. */
  ZoneInfo present() {
    return existing();
  }

  /**
   * Does some work, again if the database gives it up for a conflict.
   *
   * @param what words that go before the zone's name
   */
  <T> T run(String what, Sessions.Work<T> work) {
    checkUsable();
    while (true) {
      try {
        T result = work.with(session);
        if (!hasLoaded) { // after a load nothing is done again
          steps.add(new Step(work, result));
        }
        return result;
      } catch (SQLException e) {
        if (!SqlFailures.isConflict(e)) {
          throw sessions.failure(what + " the zone " + apex(), e);
        }
        repeat(e);
      }
    }
  }

  /**
   * Does again all that was done so far, after the database gave the transaction up for a conflict
   * with another. Whoever called saw the results, so they must be the same.
   */
  private void repeat(@Nullable Exception cause) {
    if (hasLoaded) { // the rows are nowhere but there
      throw new StoreConflictException(
          backend, "the load of the zone " + apex() + " met changes of others", cause);
    }
    if (++repeats > Sessions.MOST_REPEATS) {
      throw new StoreException(
          backend,
          "the change of the zone " + apex() + " met those of others " + repeats + " times",
          cause);
    }
    try {
      sessions.beginAgain();
      for (Step step : steps) {
        if (!Objects.equals(step.work.with(session), step.result)) {
          throw new StoreException(
              backend, "the zone " + apex() + " was changed by another meanwhile", cause);
        }
      }
    } catch (SQLException e) {
      throw sessions.failure("change the zone " + apex(), e);
    }
  }
}
