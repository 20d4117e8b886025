package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.NameOrder;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.change.Rectifier;

/** What the rows of a zone have in the column {@code ordername}; null is for none. */
final class Ordernames {
  private final Name apex;
  private final NameOrder order;
  private Name lastOwner = Name.ROOT; // its text below is ready
  private @Nullable String lastText;

  private Ordernames(Name apex, NameOrder order) {
    this.apex = apex;
    this.order = order;
  }

  /**
   * Those that the zone's metadata ask for; of a zone that was signed elsewhere with its iterations,
   * however many.
   */
  static Ordernames of(Tables tables, Session session, Name apex) throws SQLException {
    Map<String, List<String>> metadata = tables.metadata().all(session, apex);
    boolean presigned = metadata.getOrDefault("PRESIGNED", List.of()).contains("1");
    return new Ordernames(
        apex,
        NameOrder.of(
            metadata.getOrDefault(NameOrder.NSEC3PARAM, List.of()),
            metadata.getOrDefault(NameOrder.NSEC3NARROW, List.of()),
            presigned ? Nsec3Hash.MAX_ITERATIONS : tables.maxNsec3Iterations()));
  }

  /** Whether names below a name stand together. */
  boolean areNames() {
    return order.kind() == NameOrder.Kind.NAME;
  }

  /** Of the rows of a name, as far as it is in the order; null if the zone has none. */
  @SuppressWarnings("ReferenceEquality") // the same object is what spares work
  @Nullable
  String place(Name owner) {
    if (owner != lastOwner || lastText == null) {
      lastOwner = owner;
      lastText = switch (order.kind()) {
        case NAME -> SchemaText.ordername(owner, apex);
        case HASH -> Nsec3Hash.text(order.hash(owner));
        case NONE -> null;
      };
    }
    return lastText;
  }

  /**
   * Of the rows of an RRset. In the order of hashes an NSEC3 has the hash that its owner says, and
   * what covers it none: the owner is no name of the zone.
   *
   * @param hasDs whether the owner has a DS RRset
   */
  @Nullable
  String record(Name owner, Rectifier.Position position, RecordType type, boolean hasDs) {
    if (isOfChain(owner, type)) {
      return type == RecordType.NSEC3 ? SchemaText.ordername(owner, apex) : null;
    }
    return order.has(position, type, hasDs) ? place(owner) : null;
  }

  /** Whether rows are of a stored NSEC3 in the order of hashes, or those of what may cover one. */
  boolean isOfChain(Name owner, RecordType type) {
    return order.kind() == NameOrder.Kind.HASH
        && (type == RecordType.NSEC3 || type == RecordType.RRSIG)
        && owner.labelCount() == apex.labelCount() + 1
        && Nsec3Hash.ofOwner(owner).isPresent();
  }

  /** Of the row of an empty non-terminal. */
  @Nullable
  String emptyNonTerminal(Name owner, Rectifier.Below below) {
    return order.hasEmptyNonTerminal(below) ? place(owner) : null;
  }

  /** What the row of an empty non-terminal has in the column {@code auth}. */
  boolean isAuthoritative(Rectifier.Below below) {
    return order.isAuthoritative(below);
  }
}
