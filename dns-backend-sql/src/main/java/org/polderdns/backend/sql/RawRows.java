package org.polderdns.backend.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** The rows of a zone as they are, each with what is wrong with it. */
final class RawRows {
  private RawRows() {}

  static void list(Queries queries, Session session, ZoneInfo zone, Consumer<StoredRow> visitor)
      throws SQLException {
    boolean ours = queries.areDefault(Query.LIST);
    queries.stream(
        session,
        Query.LIST,
        row -> {
          String disabled = row.getString(6);
          String ordername = row.getString(9);
          visitor.accept(new StoredRow(
              SchemaText.text(row.getString(7)),
              SchemaText.text(row.getString(4)),
              SchemaText.text(row.getString(2)),
              SchemaText.text(row.getString(1)),
              SchemaText.text(row.getString(3)),
              ours ? SchemaText.isHidden(disabled) : SchemaText.isTrue(disabled),
              SchemaText.isTrue(row.getString(8)),
              ordername != null,
              SchemaText.text(ordername),
              problem(row, zone.apex())));
        },
        true,
        zone.id());
  }

  /** Why a row cannot be read, empty if it can. */
  private static String problem(ResultSet row, Name apex) throws SQLException {
    try {
      Name owner = SchemaText.parseName(SchemaText.text(row.getString(7)));
      if (!owner.isAtOrBelow(apex)) {
        return "the owner is not in the zone";
      }
      String type = SchemaText.text(row.getString(4));
      if (type.isEmpty()) {
        return SchemaText.text(row.getString(1)).isEmpty()
            ? ""
            : "an empty non-terminal with content";
      }
      SchemaText.parse(owner, RecordType.parse(type), row.getString(1), row.getString(3));
      SchemaText.ttl(row.getString(2));
      return "";
    } catch (PresentationFormatException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
