package org.polderdns.backend.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Rectifier;

/**
 * Sets {@code auth}, {@code ordername} and the rows of empty non-terminals right again at and
 * around the names that a change touched.
 *
 * <p>{@code ordername} is filled in zones where the apex has it as an NSEC zone does, as ours do
 * from their first load on. In others, which another program ordered by NSEC3 hashes or not at all,
 * the new rows have none, as that program's own tools leave them, until it rectifies the zone.
 */
final class RectifyNames {
  private final Session session;
  private final ZoneInfo zone;
  private final boolean ordered;
  private final RecordInsert insert;

  RectifyNames(Session session, ZoneInfo zone) throws SQLException {
    this.session = session;
    this.zone = zone;
    this.ordered = isOrdered();
    this.insert = new RecordInsert(session, zone);
  }

  /**
   * @param touched names whose records changed
   * @param cuts those of them that became or are no longer a delegation
   */
  void rectify(Set<Name> touched, Set<Name> cuts) throws SQLException {
    Set<Name> names = new HashSet<>(touched);
    for (Name cut : cuts) {
      names.addAll(namesBelow(cut));
    }
    for (Name owner : names) {
      mark(owner);
    }
    Set<Name> above = new HashSet<>();
    for (Name owner : names) {
      for (Name n = owner; n.isBelow(zone.apex()); n = n.parent()) {
        above.add(n);
      }
    }
    List<Name> deepestFirst = new ArrayList<>(above);
    deepestFirst.sort((a, b) -> b.labelCount() - a.labelCount());
    for (Name owner : deepestFirst) {
      noteIfEmpty(owner);
    }
  }

  /** Whether the apex has the ordername of an NSEC zone, or there is nothing but the apex. */
  private boolean isOrdered() throws SQLException {
    return exists("name = ? and ordername = ''", SchemaText.name(zone.apex()))
        || !exists("name <> ?", SchemaText.name(zone.apex()));
  }

  /** Sets both columns in all rows of a name. */
  private void mark(Name owner) throws SQLException {
    Rectifier.Position position = position(owner);
    String ordername = ordered ? SchemaText.ordername(owner, zone.apex()) : null;
    Set<String> types = new HashSet<>();
    PreparedStatement select = session.prepare("select distinct type from records"
        + " where domain_id = ? and name = ? and type is not null");
    select.setLong(1, zone.id());
    select.setString(2, SchemaText.name(owner));
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        types.add(row.getString(1));
      }
    }
    for (String word : types) {
      if (RecordType.isKnown(word)) {
        RecordType type = RecordType.parse(word);
        mark(
            owner,
            word,
            position.isOrdered(type) ? ordername : null,
            position.isAuthoritative(type));
      }
    }
  }

  private void mark(Name owner, String type, @Nullable String ordername, boolean auth)
      throws SQLException {
    PreparedStatement update = session.prepare("update records set ordername = ?, auth = ?"
        + " where domain_id = ? and name = ? and type = ?");
    update.setString(1, ordername);
    update.setInt(2, auth ? 1 : 0);
    update.setLong(3, zone.id());
    update.setString(4, SchemaText.name(owner));
    update.setString(5, type);
    update.executeUpdate();
  }

  private Rectifier.Position position(Name owner) throws SQLException {
    if (owner.equals(zone.apex())) {
      return Rectifier.Position.AUTHORITATIVE;
    }
    for (Name n = owner.parent(); n.isBelow(zone.apex()); n = n.parent()) {
      if (hasNs(n)) {
        return Rectifier.Position.OCCLUDED;
      }
    }
    return hasNs(owner) ? Rectifier.Position.CUT : Rectifier.Position.AUTHORITATIVE;
  }

  private boolean hasNs(Name owner) throws SQLException {
    return exists("name = ? and type = 'NS' and not disabled", SchemaText.name(owner));
  }

  /** Writes, corrects or removes the row that notes an empty non-terminal. */
  private void noteIfEmpty(Name owner) throws SQLException {
    String name = SchemaText.name(owner);
    PreparedStatement delete =
        session.prepare("delete from records where domain_id = ? and name = ? and type is null");
    delete.setLong(1, zone.id());
    delete.setString(2, name);
    delete.executeUpdate();
    if (exists("name = ? and not disabled", name)
        || position(owner) == Rectifier.Position.OCCLUDED
        || !hasBelow(owner, "type is not null and not disabled")) {
      return;
    }
    insert.emptyNonTerminal(owner, hasBelow(owner, "type is not null and auth = 1"));
    insert.flush();
  }

  private boolean exists(String condition, String value) throws SQLException {
    PreparedStatement select =
        session.prepare("select 1 from records where domain_id = ? and " + condition + " limit 1");
    select.setLong(1, zone.id());
    select.setString(2, value);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  /** Whether there is a row below a name: one in its range of the order, or one without order. */
  private boolean hasBelow(Name owner, String condition) throws SQLException {
    if (ordered) {
      String place = SchemaText.ordername(owner, zone.apex());
      PreparedStatement select = session.prepare(
          "select 1 from records where domain_id = ? and ordername > ? and ordername < ? and "
              + condition
              + " limit 1");
      select.setLong(1, zone.id());
      select.setString(2, place + " ");
      select.setString(3, place + SchemaText.AFTER_BLANK);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return true;
        }
      }
    }
    return exists(
        (ordered ? "ordername is null and " : "") + "name like ? escape '!' and " + condition,
        SchemaText.patternBelow(owner));
  }

  private List<Name> namesBelow(Name owner) throws SQLException {
    List<Name> names = new ArrayList<>();
    PreparedStatement select =
        session.prepare("select distinct name from records where domain_id = ?"
            + " and name like ? escape '!' and type is not null");
    select.setLong(1, zone.id());
    select.setString(2, SchemaText.patternBelow(owner));
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        SchemaText.nameIn(row.getString(1), zone.apex()).ifPresent(names::add);
      }
    }
    return names;
  }
}
