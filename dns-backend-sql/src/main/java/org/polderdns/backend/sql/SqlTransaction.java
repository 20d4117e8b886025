package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.zone.change.Changeset;

/** A transaction of the database; it has the one connection that writes until it ends. */
final class SqlTransaction implements ZoneTransaction {
  private final String backend;
  private final Sessions sessions;
  private final Session session;
  private final Tables tables;
  private final Name apex;
  private boolean loading;
  private boolean ended;

  SqlTransaction(String backend, Sessions sessions, Session session, Tables tables, Name apex) {
    this.backend = backend;
    this.sessions = sessions;
    this.session = session;
    this.tables = tables;
    this.apex = apex.canonical();
  }

  @Override
  public Name apex() {
    return apex;
  }

  @Override
  public Optional<ZoneInfo> zone() {
    return run("look up", s -> tables.zones().find(s, apex));
  }

  @Override
  public ZoneInfo create(ZoneKind kind) {
    if (zone().isPresent()) {
      throw new StoreException(backend, "zone " + apex + " exists already");
    }
    return run("create", s -> tables.zones().insert(s, apex, kind));
  }

  @Override
  public void update(ZoneInfo info) {
    ZoneInfo old = existing();
    if (info.id() != old.id() || !info.apex().equals(apex)) {
      throw new IllegalArgumentException(info + " is not of " + old);
    }
    run("update", s -> {
      tables.zones().update(s, old, info);
      return info;
    });
  }

  @Override
  public void delete() {
    run("delete", s -> {
      Optional<ZoneInfo> zone = tables.zones().find(s, apex);
      if (zone.isPresent()) {
        tables.zones().delete(s, zone.get());
      }
      return apex;
    });
  }

  @Override
  public Optional<StoredNode> lookup(Name owner) {
    Optional<ZoneInfo> zone = zone();
    if (zone.isEmpty()) {
      return Optional.empty();
    }
    return run(
        "look up " + owner + " in", s -> tables.records().lookup(s, zone.get().id(), owner));
  }

  @Override
  public void apply(Changeset changes) {
    if (!changes.apex().equals(apex)) {
      throw new IllegalArgumentException("changes of " + changes.apex() + " for " + apex);
    }
    ZoneInfo zone = existing();
    run("change", s -> {
      new ZoneChange(backend, tables, s, zone).apply(changes);
      return zone;
    });
  }

  @Override
  public ZoneLoad replaceAll() {
    ZoneInfo zone = existing();
    ZoneLoad load = run("load", s -> load(s, zone));
    loading = true;
    return load;
  }

  private ZoneLoad load(Session s, ZoneInfo zone) throws SQLException {
    Runnable done = () -> loading = false;
    return QueryLoad.isNeeded(tables.queries())
        ? new QueryLoad(sessions, tables, s, zone, done)
        : new SqlLoad(sessions, tables, s, zone, done);
  }

  @Override
  public List<String> metadata(String kind) {
    return run("read metadata of", s -> tables.metadata().values(s, apex, kind));
  }

  @Override
  public void setMetadata(String kind, List<String> values) {
    ZoneInfo zone = existing();
    run("set metadata of", s -> {
      tables.metadata().set(s, zone.apex(), kind, values);
      return zone;
    });
  }

  @Override
  public void commit() {
    usable();
    ended = true;
    sessions.endWriting(true);
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      sessions.endWriting(false);
    }
  }

  private void usable() {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
    if (loading) {
      throw new IllegalStateException("the load is not finished");
    }
  }

  private ZoneInfo existing() {
    return zone().orElseThrow(() -> new StoreException(backend, "there is no zone " + apex));
  }

  private <T> T run(String what, Sessions.Work<T> work) {
    usable();
    try {
      return work.with(session);
    } catch (SQLException e) {
      throw sessions.failure(what + " the zone " + apex, e);
    } catch (JdbiException e) {
      throw sessions.failure(what + " the zone " + apex, e);
    }
  }
}
