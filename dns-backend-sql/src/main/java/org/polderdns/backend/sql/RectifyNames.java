package org.polderdns.backend.sql;

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

/**
 * Sets {@code auth}, {@code ordername} and the rows of empty non-terminals right again at and
 * around the names that a change touched.
 *
 * <p>{@code ordername} is filled in zones where the apex has it as the zone's metadata want it, as
 * ours do from their first load on. In others the new rows have none, as the tools of PowerDNS leave
 * them, until the zone is rectified.
 */
final class RectifyNames {
  private final Session session;
  private final ZoneInfo zone;
  private final Queries queries;
  private final ZoneNames names;
  private final Ordernames ordernames;
  private final boolean ordered;

  RectifyNames(Tables tables, Session session, ZoneInfo zone) throws SQLException {
    this.session = session;
    this.zone = zone;
    this.queries = tables.queries();
    this.ordernames = Ordernames.of(tables, session, zone.apex());
    this.names = ZoneNames.of(tables, session, zone, ordernames.areNames());
    String place = ordernames.place(zone.apex());
    this.ordered = place != null && names.isOrdered(place);
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
    String name = SchemaText.name(owner);
    Set<RecordType> types = names.types(owner);
    boolean hasDs = types.contains(RecordType.DS);
    for (RecordType type : types) {
      boolean auth = position.isAuthoritative(type);
      String word = SchemaText.type(type);
      String ordername = ordered ? ordernames.record(owner, position, type, hasDs) : null;
      if (ordername != null) {
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
    if (!names.types(owner).isEmpty() || position(owner) == Rectifier.Position.OCCLUDED) {
      return;
    }
    Optional<Rectifier.Below> below = names.mostBelow(owner);
    if (below.isEmpty()) {
      return;
    }
    boolean auth = ordernames.isAuthoritative(below.get());
    String ordername = ordered ? ordernames.emptyNonTerminal(owner, below.get()) : null;
    queries.run(session, Query.INSERT_EMPTY_NON_TERMINAL, zone.id(), name, ordername, auth);
  }
}
