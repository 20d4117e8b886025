package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ServedZoneVisitor;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.wire.Name;

/**
 * The table {@code domains}. Databases made before 4.7 lack the columns {@code options} and {@code
 * catalog}: they read as empty and cannot be set.
 */
final class ZoneTable {
  private static final String ALL =
      "select d.id, d.name, d.master, d.last_check, d.notified_serial, d.type, {options},"
          + " {catalog}, d.account from domains as d";

  private static final String SERVED =
      "select d.id, d.name, r.content from domains as d join records as r on r.domain_id = d.id"
          + " and r.name = {apex} and r.type = 'SOA' and r.disabled = {false}";

  private final Queries queries;

  ZoneTable(Queries queries) {
    this.queries = queries;
  }

  /**
   * The zone of that apex. Where the operator has a statement of his own for records, an SOA that it
   * gives makes a zone too, as it does for those who have all their data in other tables.
   */
  Optional<ZoneInfo> find(Session session, Name apex) throws SQLException {
    String name = SchemaText.name(apex);
    for (Optional<ZoneInfo> zone : queries.list(session, Query.INFO_ZONE, ZoneTable::zone, name)) {
      if (zone.isPresent()) {
        return zone;
      }
    }
    return queries.areDefault(Query.BASIC)
        ? Optional.empty()
        : queries
            .first(session, Query.BASIC, row -> row.getLong(5), "SOA", name)
            .map(id -> ZoneInfo.of(id, apex.canonical(), ZoneKind.NATIVE));
  }

  /** All zones, or those with an SOA that is not hidden, by id. */
  List<ZoneInfo> all(Session session, boolean served) throws SQLException {
    Map<Long, ZoneInfo> zones = new LinkedHashMap<>();
    if (!queries.areDefault(Query.ALL_ZONES)) {
      queries.stream(
          session,
          Query.ALL_ZONES,
          row -> zoneOfList(row).ifPresent(zone -> zones.putIfAbsent(zone.id(), zone)),
          !served);
      return List.copyOf(zones.values());
    }
    String filter = served
        ? " where exists (select 1 from records as r where r.domain_id = d.id"
            + " and r.name = {apex} and r.type = 'SOA' and r.disabled = {false})"
        : "";
    PreparedStatement select = session.prepare(queries.fill(ALL + filter + " order by d.id"));
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        zone(row).ifPresent(zone -> zones.put(zone.id(), zone));
      }
    }
    return List.copyOf(zones.values());
  }

  /**
   * Visits the zones with an SOA that is not hidden, row by row, each with a number of its SOA; one
   * with several SOA rows more than once.
   */
  void visitServed(Session session, ServedZoneVisitor visitor) throws SQLException {
    if (!queries.areDefault(Query.ALL_ZONES)) {
      queries.stream(
          session,
          Query.ALL_ZONES,
          row -> visit(row.getLong(1), row.getString(2), row.getString(3), visitor),
          false);
      return;
    }
    PreparedStatement select = session.prepare(queries.fill(SERVED));
    queries.stream(select);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        visit(row.getLong(1), row.getString(2), row.getString(3), visitor);
      }
    }
  }

  private static void visit(
      long id, @Nullable String name, @Nullable String soa, ServedZoneVisitor visitor) {
    SchemaText.nameIn(name, Name.ROOT)
        .ifPresent(
            apex -> visitor.zone(id, apex.canonical(), ChangeDigest.of(SchemaText.text(soa))));
  }

  /** Of a row of {@link Query#INFO_ZONE}. */
  private static Optional<ZoneInfo> zone(ResultSet row) throws SQLException {
    return zone(
        row.getLong(1),
        row.getString(2),
        row.getString(6),
        row.getString(3),
        row.getString(9),
        row.getString(5),
        row.getString(4),
        row.getString(7),
        row.getString(8));
  }

  /** Of a row of {@link Query#ALL_ZONES}, which says nothing of options. */
  private static Optional<ZoneInfo> zoneOfList(ResultSet row) throws SQLException {
    return zone(
        row.getLong(1),
        row.getString(2),
        row.getString(4),
        row.getString(5),
        row.getString(8),
        row.getString(6),
        row.getString(7),
        null,
        row.getMetaData().getColumnCount() > 8 ? row.getString(9) : null);
  }

  private static Optional<ZoneInfo> zone(
      long id,
      @Nullable String name,
      @Nullable String kind,
      @Nullable String primaries,
      @Nullable String account,
      @Nullable String notifiedSerial,
      @Nullable String lastCheck,
      @Nullable String options,
      @Nullable String catalog) {
    return SchemaText.nameIn(name, Name.ROOT)
        .map(apex -> new ZoneInfo(
            id,
            apex.canonical(),
            ZoneKind.parse(SchemaText.text(kind)).orElse(ZoneKind.NATIVE),
            SchemaText.parsePrimaries(primaries),
            SchemaText.text(account),
            SchemaText.number(notifiedSerial, -1),
            SchemaText.number(lastCheck, -1),
            SchemaText.text(options),
            SchemaText.text(catalog)));
  }

  ZoneInfo insert(Session session, Name apex, ZoneKind kind) throws SQLException {
    queries.run(session, Query.INSERT_ZONE, kind.name(), SchemaText.name(apex), "", "");
    return find(session, apex).orElseThrow(() -> new SQLException("the new zone is not there"));
  }

  /** Stores what differs; id and apex are the same. */
  void update(Session session, ZoneInfo old, ZoneInfo zone) throws SQLException {
    checkColumn("options", Query.UPDATE_OPTIONS, zone.options());
    checkColumn("catalog", Query.UPDATE_CATALOG, zone.catalog());
    String name = SchemaText.name(zone.apex());
    set(session, Query.UPDATE_KIND, old.kind().name(), zone.kind().name(), name);
    set(session, Query.UPDATE_PRIMARY, primaries(old), primaries(zone), name);
    set(session, Query.UPDATE_ACCOUNT, old.account(), zone.account(), name);
    set(session, Query.UPDATE_OPTIONS, known(old.options()), known(zone.options()), name);
    set(session, Query.UPDATE_CATALOG, known(old.catalog()), known(zone.catalog()), name);
    Long id = zone.id();
    set(
        session,
        Query.UPDATE_SERIAL,
        known(old.notifiedSerial()),
        known(zone.notifiedSerial()),
        id);
    set(session, Query.UPDATE_LAST_CHECK, known(old.lastCheck()), known(zone.lastCheck()), id);
  }

  private void checkColumn(String column, Query query, String value) throws SQLException {
    if (queries.lacks(column) && queries.areDefault(query) && !value.isEmpty()) {
      throw new SQLException("table domains lacks the columns options and catalog");
    }
  }

  private void set(
      Session session, Query query, @Nullable Object before, @Nullable Object after, Object zone)
      throws SQLException {
    if (!Objects.equals(before, after)) {
      queries.run(session, query, after, zone);
    }
  }

  private static String primaries(ZoneInfo zone) {
    return SchemaText.primaries(zone.primaries());
  }

  private static @Nullable Long known(long number) {
    return number < 0 ? null : number;
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Deletes the zone and every row that is of it, whether the database would do so or not. */
  void delete(Session session, ZoneInfo zone) throws SQLException {
    String name = SchemaText.name(zone.apex());
    queries.run(session, Query.DELETE_ZONE, zone.id());
    if (queries.canRun(Query.DELETE_COMMENTS)) {
      queries.run(session, Query.DELETE_COMMENTS, zone.id());
    }
    queries.run(session, Query.CLEAR_ALL_METADATA, name);
    if (queries.canRun(Query.CLEAR_KEYS)) {
      queries.run(session, Query.CLEAR_KEYS, name);
    }
    queries.run(session, Query.DELETE_DOMAIN, name);
  }
}
