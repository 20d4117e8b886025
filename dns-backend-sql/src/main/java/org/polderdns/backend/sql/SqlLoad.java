package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.List;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Writes records as they come, as if all were authoritative, and lets {@link RectifyWalk} mend at
 * the end what only the whole zone tells.
 */
final class SqlLoad extends CheckedLoad {
  private final Sessions sessions;
  private final Tables tables;
  private final Session session;
  private final Runnable done;
  private final RecordInsert insert;
  private final RectifyWalk walk;
  private Name lastOwner = Name.ROOT; // its ordername below is ready
  private String lastOrdername;

  SqlLoad(Sessions sessions, Tables tables, Session session, ZoneInfo zone, Runnable done)
      throws SQLException {
    super(zone.apex());
    this.sessions = sessions;
    this.tables = tables;
    this.session = session;
    this.done = done;
    tables.queries().run(session, Query.DELETE_ZONE, zone.id());
    this.insert = new RecordInsert(RowWriter.of(tables.queries().kind(), session, zone.id()));
    this.walk = new RectifyWalk(tables.queries(), session, zone);
    this.lastOrdername = "";
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same object is what spares work
  protected void store(Name owner, RecordType type, long ttl, Octets rdata) {
    try {
      if (owner != lastOwner || added() == 0) {
        lastOrdername = SchemaText.ordername(owner, apex());
        lastOwner = owner;
      }
      boolean delegates = type == RecordType.NS && !lastOrdername.isEmpty();
      insert.record(owner, type, ttl, rdata, lastOrdername, !delegates);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  protected List<String> problems() {
    try {
      insert.flush();
      walk.walk();
      return walk.problems();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  protected long complete(List<String> presigned) {
    try {
      walk.mend(insert);
      tables.metadata().replace(session, apex(), PRESIGNED, presigned);
      done.run();
      return added() - walk.duplicates();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private StoreException failure(Exception e) {
    return sessions.failure("load the zone " + apex(), e);
  }
}
