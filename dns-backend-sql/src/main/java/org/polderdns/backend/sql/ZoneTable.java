package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.wire.Name;

/**
 * The table {@code domains}. Databases made before 4.7 lack the columns {@code options} and {@code
 * catalog}: they read as empty and cannot be set.
 */
final class ZoneTable {
  private static final Map<String, List<String>> NEEDED = Map.of(
      "domains",
          List.of("id", "name", "master", "last_check", "type", "notified_serial", "account"),
      "records",
          List.of(
              "id",
              "domain_id",
              "name",
              "type",
              "content",
              "ttl",
              "prio",
              "disabled",
              "ordername",
              "auth"),
      "domainmetadata", List.of("id", "domain_id", "kind", "content"));

  /** Those that hold rows of a zone; {@code records} first. */
  private static final List<String> OF_ZONES =
      List.of("records", "comments", "domainmetadata", "cryptokeys");

  private final boolean hasOptions;
  private final String columns;

  private ZoneTable(boolean hasOptions) {
    this.hasOptions = hasOptions;
    this.columns =
        "select d.id, d.name, d.type, d.master, d.account, d.notified_serial, d.last_check"
            + (hasOptions ? ", d.options, d.catalog" : ", null, null")
            + " from domains as d";
  }

  /** Looks which columns there are; fails with the first that is missing. */
  static ZoneTable of(Session session) throws SQLException {
    Map<String, Set<String>> found = new HashMap<>();
    for (String table : NEEDED.keySet()) {
      found.put(table, columns(session, table));
    }
    for (Map.Entry<String, List<String>> entry : NEEDED.entrySet()) {
      for (String column : entry.getValue()) {
        if (!found.getOrDefault(entry.getKey(), Set.of()).contains(column)) {
          throw new SQLException("table " + entry.getKey() + " lacks the column " + column);
        }
      }
    }
    Set<String> domains = found.getOrDefault("domains", Set.of());
    return new ZoneTable(domains.contains("options") && domains.contains("catalog"));
  }

  private static Set<String> columns(Session session, String table) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table + " where 0 = 1")) {
      ResultSetMetaData about = rows.getMetaData();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        names.add(about.getColumnName(i).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  Optional<ZoneInfo> find(Session session, Name apex) throws SQLException {
    PreparedStatement select = session.prepare(columns + " where d.name = ?");
    select.setString(1, SchemaText.name(apex));
    List<ZoneInfo> found = read(select);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** All zones, or those with an SOA that is not hidden, by id. */
  List<ZoneInfo> all(Session session, boolean served) throws SQLException {
    String filter = served
        ? " where exists (select 1 from records as r where r.domain_id = d.id"
            + " and r.name = lower(d.name) and r.type = 'SOA' and not r.disabled)"
        : "";
    return read(session.prepare(columns + filter + " order by d.id"));
  }

  private static List<ZoneInfo> read(PreparedStatement select) throws SQLException {
    List<ZoneInfo> zones = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Optional<Name> apex = SchemaText.nameIn(row.getString(2), Name.ROOT);
        if (apex.isPresent()) {
          zones.add(new ZoneInfo(
              row.getLong(1),
              apex.get().canonical(),
              ZoneKind.parse(text(row.getString(3))).orElse(ZoneKind.NATIVE),
              SchemaText.parsePrimaries(row.getString(4)),
              text(row.getString(5)),
              SchemaText.number(row.getString(6), -1),
              SchemaText.number(row.getString(7), -1),
              text(row.getString(8)),
              text(row.getString(9))));
        }
      }
    }
    return zones;
  }

  private static String text(@Nullable String column) {
    return column == null ? "" : column;
  }

  ZoneInfo insert(Session session, Name apex, ZoneKind kind) throws SQLException {
    session
        .handle()
        .createUpdate(
            "insert into domains (type, name, master, account) values (:type, :name, '', '')")
        .bind("type", kind.name())
        .bind("name", SchemaText.name(apex))
        .execute();
    return find(session, apex).orElseThrow(() -> new SQLException("the new zone is not there"));
  }

  /** Stores all but id and apex. */
  void update(Session session, ZoneInfo zone) throws SQLException {
    if (!hasOptions && !(zone.options().isEmpty() && zone.catalog().isEmpty())) {
      throw new SQLException("table domains lacks the columns options and catalog");
    }
    var update = session
        .handle()
        .createUpdate("update domains set type = :type, master = :master, account = :account,"
            + " notified_serial = :serial, last_check = :check"
            + (hasOptions ? ", options = :options, catalog = :catalog" : "")
            + " where id = :id")
        .bind("type", zone.kind().name())
        .bind("master", SchemaText.primaries(zone.primaries()))
        .bind("account", zone.account())
        .bind("serial", known(zone.notifiedSerial()))
        .bind("check", known(zone.lastCheck()))
        .bind("id", zone.id());
    if (hasOptions) {
      update
          .bind("options", zone.options().isEmpty() ? null : zone.options())
          .bind("catalog", zone.catalog().isEmpty() ? null : zone.catalog());
    }
    update.execute();
  }

  private static @Nullable Long known(long number) {
    return number < 0 ? null : number;
  }

  /** Deletes the zone and every row that is of it, whether the database would do so or not. */
  void delete(Session session, long zone) {
    for (String table : OF_ZONES) {
      session
          .handle()
          .createUpdate("delete from " + table + " where domain_id = :zone")
          .bind("zone", zone)
          .execute();
    }
    session
        .handle()
        .createUpdate("delete from domains where id = :zone")
        .bind("zone", zone)
        .execute();
  }
}
