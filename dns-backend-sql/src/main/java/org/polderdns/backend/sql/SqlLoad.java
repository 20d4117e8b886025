package org.polderdns.backend.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.backend.NameOrder;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Sorts records as they come, and writes them in canonical order: what only the neighbours of a
 * record tell is known then, and indexes grow at their ends.
 */
final class SqlLoad extends CheckedLoad implements AutoCloseable {
  private final Sessions sessions;
  private final Tables tables;
  private final Session session;
  private final Runnable done;
  private final ZoneInfo zone;
  private final RecordSorter sorter;
  private long written;

  SqlLoad(Sessions sessions, Tables tables, Session session, ZoneInfo zone, Runnable done)
      throws SQLException {
    super(zone.apex());
    this.sessions = sessions;
    this.tables = tables;
    this.session = session;
    this.done = done;
    tables.queries().run(session, Query.DELETE_ZONE, zone.id());
    this.sorter = new RecordSorter(zone.apex(), RecordSorter.DEFAULT_BOUND);
    this.zone = zone;
  }

  @Override
  protected void store(Name owner, RecordType type, long ttl, Octets rdata) {
    try {
      sorter.add(owner, type, ttl, rdata);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  protected List<String> problems() {
    try {
      if (isSigned()) { // else by what signs it here
        tables.metadata().replace(session, apex(), PRESIGNED, List.of("1"));
        tables.metadata().replace(session, apex(), NameOrder.NSEC3PARAM, nsec3param());
        tables.metadata().replace(session, apex(), NameOrder.NSEC3NARROW, List.of());
      }
      RectifiedRows rows = new RectifiedRows(
          apex(),
          Ordernames.of(tables, session, apex()),
          new RecordInsert(RowWriter.of(tables.queries().kind(), session, zone.id())));
      sorter.each(rows);
      rows.finish();
      written = rows.written();
      return rows.problems();
    } catch (IOException | SQLException e) {
      throw failure(e);
    }
  }

  @Override
  protected long complete(List<String> presigned) {
    try {
      tables.metadata().replace(session, apex(), PRESIGNED, presigned);
      close();
      done.run();
      return written;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Deletes the temporary files. */
  @Override
  public void close() {
    try {
      sorter.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoreException failure(Exception e) {
    return sessions.failure("load the zone " + apex(), e);
  }
}
