package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Adds rows to a zone, many to a call of the driver. */
final class RecordInsert {
  private static final int BATCH = 500;

  private final PreparedStatement insert;
  private final long zone;
  private int waiting;
  private Name lastOwner = Name.ROOT; // its text below is ready
  private String lastText = ".";

  RecordInsert(Session session, ZoneInfo zone) throws SQLException {
    this.insert = session.prepare("insert into records"
        + " (content, ttl, prio, type, domain_id, disabled, name, ordername, auth)"
        + " values (?, ?, ?, ?, ?, 0, ?, ?, ?)");
    this.zone = zone.id();
  }

  /**
   * @param ordername null for none
   */
  @SuppressWarnings("ReferenceEquality") // the same object is what spares work
  void record(
      Name owner, RecordType type, long ttl, Octets rdata, @Nullable String ordername, boolean auth)
      throws SQLException {
    if (owner != lastOwner) {
      lastText = SchemaText.name(owner);
      lastOwner = owner;
    }
    insert.setString(1, SchemaText.content(type, rdata));
    insert.setLong(2, ttl);
    insert.setInt(3, SchemaText.priority(type, rdata));
    insert.setString(4, SchemaText.type(type));
    row(lastText, ordername, auth);
  }

  void emptyNonTerminal(Name owner, boolean auth) throws SQLException {
    insert.setNull(1, Types.VARCHAR);
    insert.setNull(2, Types.INTEGER);
    insert.setNull(3, Types.INTEGER);
    insert.setNull(4, Types.VARCHAR);
    row(SchemaText.name(owner), null, auth);
  }

  private void row(String name, @Nullable String ordername, boolean auth) throws SQLException {
    insert.setLong(5, zone);
    insert.setString(6, name);
    insert.setString(7, ordername);
    insert.setInt(8, auth ? 1 : 0);
    insert.addBatch();
    if (++waiting == BATCH) {
      flush();
    }
  }

  /** To be called after the last row, and before what is added is read. */
  void flush() throws SQLException {
    if (waiting > 0) {
      waiting = 0;
      insert.executeBatch();
    }
  }
}
