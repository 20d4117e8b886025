package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polderdns.backend.CheckedLoad;
import org.polderdns.backend.NameOrder;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.NodeRules;
import org.polderdns.zone.change.Rectifier;

/**
 * Loads a zone by the queries alone. They can add rows and cannot mend them, so the zone is held in
 * memory until it is whole.
 */
final class QueryLoad extends CheckedLoad {
  /** The statements that a load of our own does in another way. */
  private static final Query[] USED = {
    Query.INSERT_RECORD,
    Query.INSERT_EMPTY_NON_TERMINAL,
    Query.DELETE_ZONE,
    Query.LIST,
    Query.UPDATE_ORDER_OF_TYPE,
    Query.NULLIFY_ORDER_OF_TYPE,
    Query.ORDER_FIRST,
    Query.ORDER_BEFORE,
    Query.ORDER_AFTER,
    Query.ORDER_LAST
  };

  private final Sessions sessions;
  private final Tables tables;
  private final Session session;
  private final ZoneInfo zone;
  private final Runnable done;
  private final TreeMap<Name, Map<RecordType, Map<Octets, Long>>> nodes = new TreeMap<>();

  QueryLoad(Sessions sessions, Tables tables, Session session, ZoneInfo zone, Runnable done) {
    super(zone.apex());
    this.sessions = sessions;
    this.tables = tables;
    this.session = session;
    this.zone = zone;
    this.done = done;
  }

  /** Whether the operator has a statement that a load would pass by otherwise. */
  static boolean isNeeded(Queries queries) {
    return !queries.areDefault(USED);
  }

  @Override
  protected void store(Name owner, RecordType type, long ttl, Octets rdata) {
    Map<Octets, Long> set = nodes
        .computeIfAbsent(owner, n -> new TreeMap<>())
        .computeIfAbsent(type, t -> new LinkedHashMap<>(2));
    // Each RRSIG has the TTL of what it covers (RFC 4034 §3), others that of the first.
    long first = set.isEmpty() ? ttl : set.values().iterator().next();
    set.putIfAbsent(rdata, type == RecordType.RRSIG ? ttl : first);
  }

  @Override
  protected long complete(List<String> presigned) {
    try {
      tables.queries().run(session, Query.DELETE_ZONE, zone.id());
      if (isSigned()) { // else by what signs it here
        tables.metadata().replace(session, apex(), PRESIGNED, List.of("1"));
        tables.metadata().replace(session, apex(), NameOrder.NSEC3PARAM, nsec3param());
        tables.metadata().replace(session, apex(), NameOrder.NSEC3NARROW, List.of());
      }
      long count = insert();
      tables.metadata().replace(session, apex(), PRESIGNED, presigned);
      done.run();
      return count;
    } catch (SQLException e) {
      throw sessions.failure("load the zone " + apex(), e);
    }
  }

  @Override
  protected List<String> problems() {
    List<String> problems = new ArrayList<>();
    nodes.forEach((owner, sets) -> {
      if (problems.size() < MAX_PROBLEMS) {
        Map<RecordType, Integer> counts = new TreeMap<>();
        sets.forEach((type, set) -> counts.put(type, set.size()));
        problems.addAll(NodeRules.checkCounts(owner, counts));
      }
    });
    return problems;
  }

  private long insert() throws SQLException {
    Ordernames ordernames = Ordernames.of(tables, session, apex());
    Map<Name, Rectifier.Below> empty = new LinkedHashMap<>();
    Rectifier rectifier = new Rectifier(apex(), empty::put);
    QueryBatch records = tables.queries().batch(session, Query.INSERT_RECORD);
    long count = 0;
    for (Map.Entry<Name, Map<RecordType, Map<Octets, Long>>> node : nodes.entrySet()) {
      Name owner = node.getKey();
      Map<RecordType, Map<Octets, Long>> sets = node.getValue();
      boolean hasDs = sets.containsKey(RecordType.DS);
      Rectifier.Position position = rectifier.next(owner, sets.containsKey(RecordType.NS), hasDs);
      for (Map.Entry<RecordType, Map<Octets, Long>> set : sets.entrySet()) {
        RecordType type = set.getKey();
        String ordername = ordernames.record(owner, position, type, hasDs);
        for (Map.Entry<Octets, Long> one : set.getValue().entrySet()) {
          records.addRecord(
              zone.id(),
              owner,
              type,
              one.getValue(),
              one.getKey(),
              ordername,
              position.isAuthoritative(type));
        }
        count += set.getValue().size();
      }
    }
    records.flush();
    rectifier.finish();
    QueryBatch rest = tables.queries().batch(session, Query.INSERT_EMPTY_NON_TERMINAL);
    for (Map.Entry<Name, Rectifier.Below> one : empty.entrySet()) {
      String ordername = ordernames.emptyNonTerminal(one.getKey(), one.getValue());
      boolean auth = ordernames.isAuthoritative(one.getValue());
      rest.add(zone.id(), SchemaText.name(one.getKey()), ordername, auth);
    }
    rest.flush();
    return count;
  }
}
