package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Rectifier;

/** Names by the queries alone. */
final class QueryNames implements ZoneNames {
  /** A row below a name. */
  private record Row(Name owner, RecordType type, boolean auth) {}

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
  public Optional<Rectifier.Below> mostBelow(Name owner) throws SQLException {
    return rows(owner).stream().map(QueryNames::below).max(Comparator.naturalOrder());
  }

  private static Rectifier.Below below(Row row) {
    if (!row.auth) {
      return Rectifier.Below.DELEGATIONS;
    }
    return Rectifier.Position.CUT.isAuthoritative(row.type)
        ? Rectifier.Below.SECURE_DELEGATIONS
        : Rectifier.Below.AUTHORITATIVE;
  }

  @Override
  public List<Name> below(Name owner) throws SQLException {
    return rows(owner).stream().map(Row::owner).distinct().toList();
  }

  private List<Row> rows(Name owner) throws SQLException {
    List<Row> rows = new ArrayList<>();
    String name = SchemaText.name(owner);
    tables
        .queries()
        .each(
            session,
            Query.LIST_SUBZONE,
            row -> {
              Optional<Name> found = SchemaText.nameIn(row.getString(7), zone.apex());
              String type = row.getString(4);
              if (type != null
                  && RecordType.isKnown(type)
                  && found.isPresent()
                  && found.get().isBelow(owner)) {
                boolean auth = SchemaText.isTrue(row.getString(8));
                rows.add(new Row(found.get(), RecordType.parse(type), auth));
              }
            },
            name,
            owner.isRoot() ? "%" : "%." + name,
            zone.id());
    return rows;
  }
}
