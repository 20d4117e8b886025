package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Rectifier;

/** Names by statements of our own; what is below a name stands together in {@code ordername}. */
final class StatementNames implements ZoneNames {
  private static final String VISIBLE = "type is not null and disabled = {false}";
  private static final String AUTHORITATIVE = VISIBLE + " and auth = {true}";

  private final Queries queries;
  private final Session session;
  private final ZoneInfo zone;
  private final boolean namesOrdered;

  StatementNames(Queries queries, Session session, ZoneInfo zone, boolean namesOrdered) {
    this.queries = queries;
    this.session = session;
    this.zone = zone;
    this.namesOrdered = namesOrdered;
  }

  @Override
  public boolean isOrdered(String apexPlace) throws SQLException {
    String apex = SchemaText.name(zone.apex());
    return exists("name = ? and ordername = ?", apex, apexPlace) || !exists("name <> ?", apex);
  }

  @Override
  public Set<RecordType> types(Name owner) throws SQLException {
    Set<RecordType> types = new HashSet<>();
    PreparedStatement select = prepare(
        "select distinct type from records" + " where domain_id = ? and name = ? and " + VISIBLE);
    select.setString(2, SchemaText.name(owner));
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        if (RecordType.isKnown(row.getString(1))) {
          types.add(RecordType.parse(row.getString(1)));
        }
      }
    }
    return types;
  }

  @Override
  public Optional<Rectifier.Below> mostBelow(Name owner) throws SQLException {
    if (hasBelow(owner, AUTHORITATIVE + " and type not in ('DS', 'NSEC', 'RRSIG')")) {
      return Optional.of(Rectifier.Below.AUTHORITATIVE);
    }
    if (hasBelow(owner, AUTHORITATIVE)) {
      return Optional.of(Rectifier.Below.SECURE_DELEGATIONS);
    }
    return hasBelow(owner, VISIBLE) ? Optional.of(Rectifier.Below.DELEGATIONS) : Optional.empty();
  }

  /** Whether there is a row below a name: one in its range of the order, or one without order. */
  private boolean hasBelow(Name owner, String condition) throws SQLException {
    if (!namesOrdered) {
      return exists("name like ? escape '!' and " + condition, SchemaText.patternBelow(owner));
    }
    String place = SchemaText.ordername(owner, zone.apex());
    PreparedStatement select = prepare(
        "select 1 from records where domain_id = ? and ordername {>} ? and ordername {<} ? and "
            + condition
            + " {first}");
    select.setString(2, place + " ");
    select.setString(3, place + SchemaText.AFTER_BLANK);
    try (ResultSet row = select.executeQuery()) {
      if (row.next()) {
        return true;
      }
    }
    return exists(
        "ordername is null and name like ? escape '!' and " + condition,
        SchemaText.patternBelow(owner));
  }

  @Override
  public List<Name> below(Name owner) throws SQLException {
    List<Name> names = new ArrayList<>();
    PreparedStatement select = prepare("select distinct name from records"
        + " where domain_id = ? and name like ? escape '!' and "
        + VISIBLE);
    select.setString(2, SchemaText.patternBelow(owner));
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        SchemaText.nameIn(row.getString(1), zone.apex()).ifPresent(names::add);
      }
    }
    return names;
  }

  private boolean exists(String condition, String... values) throws SQLException {
    PreparedStatement select =
        prepare("select 1 from records where domain_id = ? and " + condition + " {first}");
    for (int i = 0; i < values.length; i++) {
      select.setString(2 + i, values[i]);
    }
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private PreparedStatement prepare(String statement) throws SQLException {
    PreparedStatement select = session.prepare(queries.fill(statement));
    select.setLong(1, zone.id());
    return select;
  }
}
