package org.polderdns.backend.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Rectifier;

/**
 * Sets {@code auth}, {@code ordername} and the rows of empty non-terminals of a whole zone right,
 * within a transaction. Rows that are so already are not written; those that are hidden, are no
 * names of the zone, or are not written as names are asked for stay as they are.
 */
final class ZoneRectification {
  /** What a row has in {@code ordername}. */
  private enum Order {
    NONE,
    /** The place of its owner. */
    OWN,
    OTHER
  }

  /**
   * What rows of a name have.
   *
   * @param type null for an empty non-terminal
   */
  private record Row(@Nullable RecordType type, Order order, boolean auth) {
    boolean isRecord() {
      return type != null;
    }
  }

  private final Queries queries;
  private final Session session;
  private final ZoneInfo zone;
  private final Ordernames ordernames;
  private final NavigableMap<Name, List<Row>> nodes = new TreeMap<>();
  private Name lastOwner = Name.ROOT; // of the row read last
  private String lastText = "";
  private final QueryBatch update;
  private final QueryBatch updateType;
  private final QueryBatch nullify;
  private final QueryBatch nullifyType;
  private final QueryBatch delete;
  private final QueryBatch insert;
  private long changed;

  ZoneRectification(Tables tables, Session session, ZoneInfo zone) throws SQLException {
    this.queries = tables.queries();
    this.session = session;
    this.zone = zone;
    this.ordernames = Ordernames.of(tables, session, zone.apex());
    this.update = queries.batch(session, Query.UPDATE_ORDER);
    this.updateType = queries.batch(session, Query.UPDATE_ORDER_OF_TYPE);
    this.nullify = queries.batch(session, Query.NULLIFY_ORDER);
    this.nullifyType = queries.batch(session, Query.NULLIFY_ORDER_OF_TYPE);
    this.delete = queries.batch(session, Query.DELETE_EMPTY_NON_TERMINAL);
    this.insert = queries.batch(session, Query.INSERT_EMPTY_NON_TERMINAL);
  }

  /** Does it; tells how many rows were changed, added or deleted. */
  long run() throws SQLException {
    queries.stream(session, Query.LIST, this::read, false, zone.id());
    Map<Name, Rectifier.Below> empty = new LinkedHashMap<>();
    Rectifier rectifier = new Rectifier(zone.apex(), empty::put);
    for (Map.Entry<Name, List<Row>> node : nodes.entrySet()) {
      List<Row> records = node.getValue().stream().filter(Row::isRecord).toList();
      if (!records.isEmpty()) {
        boolean hasDs = has(records, RecordType.DS);
        Rectifier.Position position =
            rectifier.next(node.getKey(), has(records, RecordType.NS), hasDs);
        correct(node.getKey(), records, row -> wanted(node.getKey(), row, position, hasDs));
      }
    }
    rectifier.finish();
    correctEmpty(empty);
    for (QueryBatch batch : List.of(update, updateType, nullify, nullifyType)) {
      batch.flush();
    }
    return changed;
  }

  private void read(ResultSet row) throws SQLException {
    String type = row.getString(4);
    String text = row.getString(7);
    if (text == null || type != null && !RecordType.isKnown(type) || !isOwner(text)) {
      return;
    }
    String ordername = row.getString(9);
    Order order = ordername == null
        ? Order.NONE
        : ordername.equals(ordernames.place(lastOwner)) ? Order.OWN : Order.OTHER;
    nodes
        .computeIfAbsent(lastOwner, name -> new ArrayList<>(2))
        .add(new Row(
            type == null ? null : RecordType.parse(type),
            order,
            SchemaText.isTrue(row.getString(8))));
  }

  /** Whether a column {@code name} is the last owner's, or another one's, who is the last then. */
  private boolean isOwner(String text) {
    if (text.equals(lastText)) {
      return true;
    }
    Optional<Name> owner = SchemaText.nameIn(text, zone.apex());
    if (owner.isEmpty() || !SchemaText.name(owner.get()).equals(text)) {
      return false;
    }
    lastOwner = owner.get();
    lastText = text;
    return true;
  }

  private static boolean has(List<Row> records, RecordType type) {
    return records.stream().anyMatch(row -> row.type == type);
  }

  private Row wanted(Name owner, Row row, Rectifier.Position position, boolean hasDs) {
    RecordType type = Objects.requireNonNull(row.type);
    if (ordernames.isOfChain(owner, type)) {
      Order order = type == RecordType.RRSIG ? Order.NONE : row.order; // as it was loaded
      return new Row(type, order, position.isAuthoritative(type));
    }
    boolean isOrdered = ordernames.record(owner, position, type, hasDs) != null;
    return new Row(type, isOrdered ? Order.OWN : Order.NONE, position.isAuthoritative(type));
  }

  /** Writes what is wrong in rows of a name: all at once if they are to be alike. */
  private void correct(Name owner, List<Row> rows, UnaryOperator<Row> wanted) throws SQLException {
    Map<Row, Long> wrong = new LinkedHashMap<>();
    Set<Row> kinds = new HashSet<>();
    for (Row row : rows) {
      Row right = wanted.apply(row);
      kinds.add(new Row(null, right.order, right.auth));
      if (!right.equals(row)) {
        wrong.merge(right, 1L, Long::sum);
      }
    }
    if (wrong.isEmpty()) {
      return;
    }
    for (long count : wrong.values()) {
      changed += count;
    }
    for (Row right : kinds.size() == 1 ? kinds : wrong.keySet()) {
      write(owner, right);
    }
  }

  /** Writes rows of a type, or all of a name if they have none. */
  private void write(Name owner, Row right) throws SQLException {
    String name = SchemaText.name(owner);
    String place = right.order == Order.OWN ? ordernames.place(owner) : null;
    if (right.type == null) {
      if (place == null) {
        nullify.add(right.auth, zone.id(), name);
      } else {
        update.add(place, right.auth, zone.id(), name);
      }
    } else {
      String type = SchemaText.type(right.type);
      if (place == null) {
        nullifyType.add(right.auth, zone.id(), name, type);
      } else {
        updateType.add(place, right.auth, zone.id(), name, type);
      }
    }
  }

  /**
   * Has one row at each empty non-terminal, and none elsewhere.
   *
   * @param empty those that there are, and what they lead to
   */
  private void correctEmpty(Map<Name, Rectifier.Below> empty) throws SQLException {
    Map<Name, Rectifier.Below> missing = new LinkedHashMap<>(empty);
    for (Map.Entry<Name, List<Row>> node : nodes.entrySet()) {
      Name owner = node.getKey();
      List<Row> noted = node.getValue().stream().filter(row -> !row.isRecord()).toList();
      Rectifier.Below below = empty.get(owner);
      if (below != null && noted.size() == 1) {
        correct(owner, noted, row -> emptyNonTerminal(owner, below));
        missing.remove(owner);
      } else if (!noted.isEmpty()) {
        delete.add(zone.id(), SchemaText.name(owner));
        changed += noted.size();
      }
    }
    delete.flush();
    for (Map.Entry<Name, Rectifier.Below> one : missing.entrySet()) {
      Name owner = one.getKey();
      Rectifier.Below below = one.getValue();
      String place = ordernames.emptyNonTerminal(owner, below);
      insert.add(zone.id(), SchemaText.name(owner), place, ordernames.isAuthoritative(below));
      changed++;
    }
    insert.flush();
  }

  private Row emptyNonTerminal(Name owner, Rectifier.Below below) {
    boolean isOrdered = ordernames.emptyNonTerminal(owner, below) != null;
    return new Row(null, isOrdered ? Order.OWN : Order.NONE, ordernames.isAuthoritative(below));
  }
}
