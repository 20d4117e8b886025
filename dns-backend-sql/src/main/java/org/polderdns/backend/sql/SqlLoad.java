package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.JdbiException;
import org.polderdns.backend.LoadRules;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;

/**
 * Writes records as they come, as if all were authoritative, and lets {@link RectifyWalk} mend at
 * the end what only the whole zone tells.
 */
final class SqlLoad implements ZoneLoad {
  private static final int PROGRESS_STEP = 10_000;

  private final Sessions sessions;
  private final Tables tables;
  private final Session session;
  private final ZoneInfo zone;
  private final Runnable done;
  private final LoadRules rules;
  private final RecordInsert insert;
  private LongConsumer progress = count -> {};
  private long added;
  private Name lastOwner = Name.ROOT; // its ordername below is ready
  private String lastOrdername;

  SqlLoad(Sessions sessions, Tables tables, Session session, ZoneInfo zone, Runnable done)
      throws SQLException {
    this.sessions = sessions;
    this.tables = tables;
    this.session = session;
    this.zone = zone;
    this.done = done;
    this.rules = new LoadRules(zone.apex());
    tables.queries().run(session, Query.DELETE_ZONE, zone.id());
    this.insert = new RecordInsert(RowWriter.of(tables.queries().kind(), session, zone.id()));
    this.lastOrdername = "";
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same object is what spares work
  public void add(Name owner, RecordType type, long ttl, Octets rdata) {
    rules.check(owner, type, ttl);
    try {
      if (owner != lastOwner || added == 0) {
        lastOrdername = SchemaText.ordername(owner, zone.apex());
        lastOwner = owner;
      }
      boolean delegates = type == RecordType.NS && !lastOrdername.isEmpty();
      insert.record(owner, type, ttl, rdata, lastOrdername, !delegates);
    } catch (SQLException e) {
      throw failure(e);
    }
    if (++added % PROGRESS_STEP == 0) {
      progress.accept(added);
    }
  }

  @Override
  public void onProgress(LongConsumer listener) {
    progress = listener;
  }

  @Override
  public long finish() {
    try {
      insert.flush();
      RectifyWalk walk = new RectifyWalk(tables.queries(), session, zone);
      walk.walk();
      List<String> problems = new ArrayList<>(walk.problems());
      problems.addAll(rules.problems());
      if (!problems.isEmpty()) {
        throw new ChangeRefusedException(problems);
      }
      walk.mend(insert);
      tables.metadata().replace(session, zone.apex(), LoadRules.PRESIGNED, rules.presigned());
      progress.accept(added);
      done.run();
      return added - walk.duplicates();
    } catch (SQLException e) {
      throw failure(e);
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  private StoreException failure(Exception e) {
    return sessions.failure("load the zone " + zone.apex(), e);
  }
}
