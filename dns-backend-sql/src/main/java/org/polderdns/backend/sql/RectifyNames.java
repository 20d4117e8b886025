package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final Queries queries;
  private final ZoneNames names;
  private final boolean ordered;

  RectifyNames(Tables tables, Session session, ZoneInfo zone) throws SQLException {
    this.session = session;
    this.zone = zone;
    this.queries = tables.queries();
    this.names = ZoneNames.of(tables, session, zone);
    this.ordered = names.isOrdered();
  }

  /**
   * @param touched names whose records changed
   * @param cuts those of them that became or are no longer a delegation
   */
  void rectify(Set<Name> touched, Set<Name> cuts) throws SQLException {
    Set<Name> changed = new HashSet<>(touched);
    for (Name cut : cuts) {
      changed.addAll(names.below(cut));
    }
    for (Name owner : changed) {
      mark(owner);
    }
    Set<Name> above = new HashSet<>();
    for (Name owner : changed) {
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

  /** Sets both columns in all rows of a name. */
  private void mark(Name owner) throws SQLException {
    Rectifier.Position position = position(owner);
    String ordername = ordered ? SchemaText.ordername(owner, zone.apex()) : null;
    String name = SchemaText.name(owner);
    for (RecordType type : names.types(owner)) {
      boolean auth = position.isAuthoritative(type);
      String word = SchemaText.type(type);
      if (ordername != null && position.isOrdered(type)) {
        queries.run(session, Query.UPDATE_ORDER_OF_TYPE, ordername, auth, zone.id(), name, word);
      } else {
        queries.run(session, Query.NULLIFY_ORDER_OF_TYPE, auth, zone.id(), name, word);
      }
    }
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
    return names.types(owner).contains(RecordType.NS);
  }

  /** Writes, corrects or removes the row that notes an empty non-terminal. */
  private void noteIfEmpty(Name owner) throws SQLException {
    String name = SchemaText.name(owner);
    queries.run(session, Query.DELETE_EMPTY_NON_TERMINAL, zone.id(), name);
    if (!names.types(owner).isEmpty()
        || position(owner) == Rectifier.Position.OCCLUDED
        || !names.hasBelow(owner)) {
      return;
    }
    queries.run(
        session,
        Query.INSERT_EMPTY_NON_TERMINAL,
        zone.id(),
        name,
        null,
        names.hasAuthoritativeBelow(owner));
  }
}
