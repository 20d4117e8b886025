package org.polderdns.backend.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** Adds records to a zone, with the columns as the schema wants them. */
final class RecordInsert {
  private final RowWriter rows;
  private Name lastOwner = Name.ROOT; // its text below is ready
  private String lastText = ".";

  RecordInsert(RowWriter rows) {
    this.rows = rows;
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
    rows.add(new RowWriter.Row(
        SchemaText.content(type, rdata),
        ttl,
        SchemaText.priority(type, rdata),
        SchemaText.type(type),
        lastText,
        ordername,
        false,
        auth));
  }

  /**
   * @param ordername null for none
   */
  void emptyNonTerminal(Name owner, @Nullable String ordername, boolean auth) throws SQLException {
    rows.add(
        new RowWriter.Row(null, null, null, null, SchemaText.name(owner), ordername, false, auth));
  }

  /** To be called after the last record, and before what is added is read. */
  void flush() throws SQLException {
    rows.flush();
  }
}
