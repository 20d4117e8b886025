package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Names by the queries alone. */
final class QueryNames implements ZoneNames {
  /** A row below a name. */
  private record Below(Name owner, boolean auth) {}

  private final Tables tables;
  private final Session session;
  private final ZoneInfo zone;

  QueryNames(Tables tables, Session session, ZoneInfo zone) {
    this.tables = tables;
    this.session = session;
    this.zone = zone;
  }

  @Override
  public boolean isOrdered(String apexPlace) throws SQLException {
    Optional<Boolean> found = tables
        .queries()
        .first(
            session,
            Query.ORDER_BEFORE,
            row -> apexPlace.equals(row.getString(1)),
            apexPlace,
            zone.id());
    return found.orElse(false) || rows(zone.apex()).isEmpty();
  }

  @Override
  public Set<RecordType> types(Name owner) throws SQLException {
    Set<RecordType> types = new HashSet<>();
    Optional<StoredNode> node = tables.records().lookup(session, zone, owner);
    if (node.isPresent()) {
      node.get().rrsets().stream().map(RRset::type).forEach(types::add);
      types.addAll(node.get().broken());
    }
    return types;
  }

  @Override
  public boolean hasBelow(Name owner) throws SQLException {
    return !rows(owner).isEmpty();
  }

  @Override
  public boolean hasAuthoritativeBelow(Name owner) throws SQLException {
    return rows(owner).stream().anyMatch(Below::auth);
  }

  @Override
  public List<Name> below(Name owner) throws SQLException {
    return rows(owner).stream().map(Below::owner).distinct().toList();
  }

  private List<Below> rows(Name owner) throws SQLException {
    List<Below> rows = new ArrayList<>();
    String name = SchemaText.name(owner);
    tables
        .queries()
        .each(
            session,
            Query.LIST_SUBZONE,
            row -> {
              Optional<Name> found = SchemaText.nameIn(row.getString(7), zone.apex());
              if (row.getString(4) != null && found.isPresent() && found.get().isBelow(owner)) {
                rows.add(new Below(found.get(), SchemaText.isTrue(row.getString(8))));
              }
            },
            name,
            owner.isRoot() ? "%" : "%." + name,
            zone.id());
    return rows;
  }
}
