package org.polderdns.backend.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Adds rows by PostgreSQL's COPY, in its text format: a line a row, a tab between columns, {@code
 * \N} for NULL, a backslash before backslash, tab and line ends.
 */
final class CopyRows implements RowWriter {
  private static final String COPY = "copy records"
      + " (content, ttl, prio, type, domain_id, disabled, name, ordername, auth) from stdin";
  private static final int CHUNK = 1 << 18;

  private final Session session;
  private final String zone;
  private final StringBuilder rows = new StringBuilder(CHUNK + 1024);

  CopyRows(Session session, long zone) {
    this.session = session;
    this.zone = Long.toString(zone);
  }

  /** Whether the driver on this connection can. */
  static boolean isPossible(Session session) throws SQLException {
    return session.connection().isWrapperFor(PGConnection.class);
  }

  @Override
  public void add(Row row) throws SQLException {
    column(row.content());
    column(row.ttl() == null ? null : row.ttl().toString());
    column(row.priority() == null ? null : row.priority().toString());
    column(row.type());
    column(zone);
    column(row.disabled() ? "t" : "f");
    column(row.name());
    column(row.ordername());
    rows.append(row.auth() ? "t\n" : "f\n");
    if (rows.length() >= CHUNK) {
      flush();
    }
  }

  private void column(@Nullable String value) {
    if (value == null) {
      rows.append("\\N");
    } else if (isPlain(value)) {
      rows.append(value);
    } else {
      rows.append(value
          .replace("\\", "\\\\")
          .replace("\t", "\\t")
          .replace("\n", "\\n")
          .replace("\r", "\\r"));
    }
    rows.append('\t');
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c < ' ') {
        return false;
      }
    }
    return true;
  }

  /** One COPY for what waits: none is ever open between calls, when other statements may come. */
  @Override
  public void flush() throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    byte[] octets = rows.toString().getBytes(StandardCharsets.UTF_8);
    rows.setLength(0);
    try {
      session
          .connection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(COPY, new ByteArrayInputStream(octets), octets.length);
    } catch (IOException e) {
      throw new SQLException("cannot copy rows: " + e.getMessage(), e);
    }
  }
}
