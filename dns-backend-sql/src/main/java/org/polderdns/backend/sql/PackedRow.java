package org.polderdns.backend.sql;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code records} that SQLite gives as one column, tabs between the fields. */
final class PackedRow {
  /**
   * The content is the last, since it may have tabs in it, behind a digit that says whether it is
   * there. What is empty for null is read alike, but for {@code disabled}: a row in which it is null
   * is hidden.
   */
  static final String COLUMN = "concat_ws(char(9), ifnull(domain_id, 0), name, ifnull(type, ''),"
      + " ifnull(ttl, ''), ifnull(prio, ''), ifnull(disabled, 1), ifnull('1' || content, '0'))";

  private static final int FIELDS = 6;

  private final byte[] row;
  private final int[] ends = new int[FIELDS]; // of the fields before the content

  PackedRow(byte[] row) {
    this.row = row;
    int field = 0;
    for (int i = 0; i < row.length && field < FIELDS; i++) {
      if (row[i] == '\t') {
        ends[field++] = i;
      }
    }
    if (field < FIELDS) {
      throw new IllegalArgumentException("a row of " + field + " fields");
    }
  }

  /** The number of the zone; 0 if the row is of none. */
  long zone() {
    return SchemaText.number(text(0), 0);
  }

  String name() {
    return text(1);
  }

  String type() {
    return text(2);
  }

  String ttl() {
    return text(3);
  }

  String priority() {
    return text(4);
  }

  String disabled() {
    return text(5);
  }

  @Nullable
  String content() {
    int from = ends[FIELDS - 1] + 1;
    return row[from] == '0' ? null : text(from + 1, row.length);
  }

  private String text(int field) {
    return text(field == 0 ? 0 : ends[field - 1] + 1, ends[field]);
  }

  private String text(int from, int to) {
    return new String(row, from, to - from, StandardCharsets.UTF_8);
  }
}
