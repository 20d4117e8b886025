package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** The rows of a zone as they are, each with what is wrong with it. */
final class RawRows {
  private RawRows() {}

  static void list(Session session, ZoneInfo zone, Consumer<StoredRow> visitor)
      throws SQLException {
    PreparedStatement select = session.prepare(
        "select name, type, ttl, content, prio, disabled, auth, ordername from records"
            + " where domain_id = ? order by name, type");
    select.setLong(1, zone.id());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String ordername = row.getString(8);
        visitor.accept(new StoredRow(
            text(row.getString(1)),
            text(row.getString(2)),
            text(row.getString(3)),
            text(row.getString(4)),
            text(row.getString(5)),
            SchemaText.isHidden(row.getString(6)),
            SchemaText.isTrue(row.getString(7)),
            ordername != null,
            text(ordername),
            problem(row, zone.apex())));
      }
    }
  }

  /** Why a row cannot be read, empty if it can. */
  private static String problem(ResultSet row, Name apex) throws SQLException {
    try {
      if (!SchemaText.parseName(text(row.getString(1))).isAtOrBelow(apex)) {
        return "the owner is not in the zone";
      }
      String type = text(row.getString(2));
      if (type.isEmpty()) {
        return row.getString(4) == null || row.getString(4).isEmpty()
            ? ""
            : "an empty non-terminal with content";
      }
      SchemaText.parse(RecordType.parse(type), row.getString(4), row.getString(5));
      SchemaText.ttl(row.getString(3));
      return "";
    } catch (PresentationFormatException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String text(@Nullable String column) {
    return column == null ? "" : column;
  }
}
