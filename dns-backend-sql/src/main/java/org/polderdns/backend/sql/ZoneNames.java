package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Rectifier;

/** What there is at and below names of a zone that is being changed; rows that are hidden are not. */
interface ZoneNames {
  /**
   * By statements of our own that look at no more rows than they must, or by the operator's where he
   * has one for what these look at.
   *
   * @param namesOrdered whether {@code ordername} has names, if anything
   */
  static ZoneNames of(Tables tables, Session session, ZoneInfo zone, boolean namesOrdered) {
    boolean ours = tables
        .queries()
        .areDefault(
            Query.BASIC,
            Query.ID,
            Query.ANY,
            Query.ANY_ID,
            Query.LIST,
            Query.LIST_SUBZONE,
            Query.ORDER_FIRST,
            Query.ORDER_BEFORE,
            Query.ORDER_AFTER,
            Query.ORDER_LAST);
    return ours
        ? new StatementNames(tables.queries(), session, zone, namesOrdered)
        : new QueryNames(tables, session, zone);
  }

  /** Whether the apex has this ordername, or there is nothing but the apex. */
  boolean isOrdered(String apexPlace) throws SQLException;

  /** The types of records at a name. */
  Set<RecordType> types(Name owner) throws SQLException;

  /** What a name leads to at most, by what its records are marked as; empty for no records. */
  Optional<Rectifier.Below> mostBelow(Name owner) throws SQLException;

  /** The names below a name that have records. */
  List<Name> below(Name owner) throws SQLException;
}
