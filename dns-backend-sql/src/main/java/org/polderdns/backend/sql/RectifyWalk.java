package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.NodeRules;
import org.polderdns.zone.change.Rectifier;

/**
 * One pass over the rows of a zone just loaded, in the order of their {@code ordername}: finds what
 * breaks a rule, duplicates, TTLs that differ within an RRset, data that is not authoritative, and
 * empty non-terminals. What it remembers is the rows to mend, not all of them.
 */
final class RectifyWalk {
  /** A row of the owner that is being looked at. */
  private record Row(long id, RecordType type, String data, long ttl) {}

  private record EmptyNonTerminal(Name owner, boolean auth) {}

  private final Queries queries;
  private final Session session;
  private final ZoneInfo zone;
  private final Rectifier rectifier;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<EmptyNonTerminal> empty = new ArrayList<>();
  private final LongList duplicates = new LongList();
  private final LongList unordered = new LongList();
  private final Map<Long, Long> ttls = new HashMap<>();

  RectifyWalk(Queries queries, Session session, ZoneInfo zone) {
    this.queries = queries;
    this.session = session;
    this.zone = zone;
    this.rectifier =
        new Rectifier(zone.apex(), (owner, auth) -> empty.add(new EmptyNonTerminal(owner, auth)));
  }

  void walk() throws SQLException {
    PreparedStatement select =
        session.prepare(queries.fill("select id, name, type, content, prio, ttl from records"
            + " where domain_id = ? and ordername is not null order by ordername{asc}, id"));
    queries.stream(select);
    select.setLong(1, zone.id());
    try (ResultSet row = select.executeQuery()) {
      String at = "";
      while (row.next()) {
        String name = row.getString(2);
        if (!name.equals(at)) {
          owner(at);
          at = name;
        }
        RecordType type = RecordType.parse(row.getString(3));
        String data = row.getString(4);
        if (SchemaText.hasPriority(type)) {
          data = row.getString(5) + " " + data;
        }
        rows.add(new Row(row.getLong(1), type, data, row.getLong(6)));
      }
      owner(at);
    }
    rectifier.finish();
  }

  /** What may not be so, each a sentence without a full stop. */
  List<String> problems() {
    return problems;
  }

  /** How many rows are another's duplicate. */
  int duplicates() {
    return duplicates.size();
  }

  private void owner(String text) {
    if (rows.isEmpty()) {
      return;
    }
    Name owner = SchemaText.parseName(text);
    Map<RecordType, Integer> counts = new TreeMap<>();
    if (rows.size() == 1) {
      counts.put(rows.get(0).type, 1);
    } else {
      compare(counts);
      if (problems.size() < CheckedLoad.MAX_PROBLEMS) {
        problems.addAll(NodeRules.checkCounts(owner, counts));
      }
    }
    Rectifier.Position position =
        rectifier.next(owner, counts.containsKey(RecordType.NS), counts.containsKey(RecordType.DS));
    if (position != Rectifier.Position.AUTHORITATIVE) {
      for (Row row : rows) {
        if (!position.isOrdered(row.type)) {
          unordered.add(row.id);
        }
      }
    }
    rows.clear();
  }

  /**
   * Counts the different records of each type and notes duplicates and other TTLs. Those of RRSIGs
   * may differ: each has the TTL of what it covers (RFC 4034 §3).
   */
  private void compare(Map<RecordType, Integer> counts) {
    Map<RecordType, Long> first = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      Long ttl = first.putIfAbsent(row.type, row.ttl);
      if (!seen.add(row.type + " " + row.data)) {
        duplicates.add(row.id);
      } else {
        counts.merge(row.type, 1, Integer::sum);
        if (ttl != null && ttl != row.ttl && row.type != RecordType.RRSIG) {
          ttls.put(row.id, ttl);
        }
      }
    }
  }

  /** Mends what was found. */
  void mend(RecordInsert insert) throws SQLException {
    each("delete from records where id = ?", duplicates);
    each(
        queries.fill("update records set ordername = null, auth = {false} where id = ?"),
        unordered);
    PreparedStatement update = session.prepare("update records set ttl = ? where id = ?");
    Batch batch = new Batch(update);
    for (Map.Entry<Long, Long> entry : ttls.entrySet()) {
      update.setLong(1, entry.getValue());
      update.setLong(2, entry.getKey());
      batch.add();
    }
    batch.flush();
    for (EmptyNonTerminal one : empty) {
      insert.emptyNonTerminal(one.owner, one.auth);
    }
    insert.flush();
  }

  private void each(String sql, LongList ids) throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    Batch batch = new Batch(statement);
    for (int i = 0; i < ids.size(); i++) {
      statement.setLong(1, ids.at(i));
      batch.add();
    }
    batch.flush();
  }
}
