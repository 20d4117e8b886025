package org.polderdns.backend.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoredNode;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/**
 * Collects the rows of one owner into a node. Of TTLs that differ within an RRset the least counts
 * (RFC 2181 §5.2).
 */
final class NodeRows {
  private static final class Rows {
    final @Nullable RecordType type; // null: the text is of none
    final List<Octets> rdatas = new ArrayList<>(2);
    long ttl = Long.MAX_VALUE;
    boolean broken;

    Rows(String text) {
      type = RecordType.isKnown(text) ? RecordType.parse(text) : null;
    }
  }

  private final Name apex;
  private final Name owner;
  private final RowNotices notices;
  private final Map<String, Rows> types = new LinkedHashMap<>(4);

  /** @param apex of the zone that the rows are of */
  NodeRows(Name apex, Name owner, RowNotices notices) {
    this.apex = apex;
    this.owner = owner;
    this.notices = notices;
  }

  /** Takes a row that is not hidden; the type is null for an empty non-terminal's. */
  void add(
      @Nullable String type,
      @Nullable String content,
      @Nullable String ttl,
      @Nullable String priority) {
    if (type == null || type.isEmpty()) {
      return;
    }
    Rows rows = types.computeIfAbsent(type, Rows::new);
    if (rows.broken || rows.type == null) {
      rows.broken = true;
      return;
    }
    try {
      rows.rdatas.add(SchemaText.parse(owner, rows.type, content, priority));
      rows.ttl = Math.min(rows.ttl, SchemaText.ttl(ttl));
      if (content != null && content.endsWith(".") && SchemaText.hasLastDot(rows.type, content)) {
        notices.dotted(apex, owner, rows.type);
      }
    } catch (PresentationFormatException e) {
      rows.broken = true;
      notices.unreadable(apex, owner, rows.type, String.valueOf(e.getMessage()));
    }
  }

  StoredNode node() {
    List<RRset> rrsets = new ArrayList<>(types.size());
    List<RecordType> broken = List.of();
    for (Rows rows : types.values()) {
      if (rows.type != null && !rows.broken) {
        rrsets.add(RRset.of(owner, rows.type, rows.ttl, rows.rdatas));
      } else if (rows.type != null) {
        broken = new ArrayList<>(broken);
        broken.add(rows.type);
      }
    }
    return new StoredNode(owner, rrsets, broken);
  }
}
