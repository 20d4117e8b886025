package org.polderdns.backend.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Adds rows by PostgreSQL's COPY, in its text format: a line a row, a tab between columns, {@code
 * \N} for NULL, a backslash before backslash, tab and line ends.
 */
final class CopyRows implements RowWriter {
  private static final String COPY = "copy records"
      + " (content, ttl, prio, type, domain_id, disabled, name, ordername, auth) from stdin";
  private static final int CHUNK = 1 << 16;

  private final Session session;
  private final String zone;
  private final StringBuilder rows = new StringBuilder(CHUNK + 1024);
  private @Nullable CopyIn copy; // null: none is under way

  CopyRows(Session session, long zone) {
    this.session = session;
    this.zone = Long.toString(zone);
  }

  /** Whether the driver on this connection can. */
  static boolean isPossible(Session session) throws SQLException {
    return session.connection().isWrapperFor(PGConnection.class);
  }

  @Override
  public void add(
      @Nullable String content,
      @Nullable Long ttl,
      @Nullable Integer priority,
      @Nullable String type,
      String name,
      @Nullable String ordername,
      boolean auth)
      throws SQLException {
    column(content);
    column(ttl == null ? null : ttl.toString());
    column(priority == null ? null : priority.toString());
    column(type);
    column(zone);
    column("f");
    column(name);
    column(ordername);
    rows.append(auth ? "t\n" : "f\n");
    if (rows.length() >= CHUNK) {
      send();
    }
  }

  private void column(@Nullable String value) {
    if (value == null) {
      rows.append("\\N");
    } else if (value.indexOf('\\') < 0) {
      rows.append(value); // what is written has no tabs and line ends: those are escaped in it
    } else {
      rows.append(value.replace("\\", "\\\\"));
    }
    rows.append('\t');
  }

  private void send() throws SQLException {
    CopyIn running = copy;
    if (running == null) {
      running = session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      copy = running;
    }
    byte[] octets = rows.toString().getBytes(StandardCharsets.UTF_8);
    running.writeToCopy(octets, 0, octets.length);
    rows.setLength(0);
  }

  @Override
  public void flush() throws SQLException {
    if (!rows.isEmpty()) {
      send();
    }
    if (copy != null) {
      copy.endCopy();
      copy = null;
    }
  }
}
