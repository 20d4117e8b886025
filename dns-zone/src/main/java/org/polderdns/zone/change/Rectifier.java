package org.polderdns.zone.change;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/**
 * Finds out, in one pass over the owner names of a zone, which data are authoritative and which
 * empty non-terminals there are: what a store notes beside the records so that it need not be found
 * out for every question.
 *
 * <pre>{@code
 * Rectifier rectifier = new Rectifier(apex, (owner, auth) -> ...);
 * for (Name owner : ownersInCanonicalOrder) {
 *   Rectifier.Position position = rectifier.next(owner, hasNs, hasDs);
 * }
 * rectifier.finish();
 * }</pre>
 *
 * <p>It remembers the names between the apex and the last one, no more. Names below a zone cut are
 * occluded (RFC 9499 §7), empty non-terminals among them are not told of. A DNAME occludes too, but
 * what is below it stays authoritative data, which the tools of PowerDNS take it for as well.
 */
public final class Rectifier {
  /** Where a name stands. */
  public enum Position {
    /** In the zone's authority, the apex included. */
    AUTHORITATIVE,

    /** The owner of the NS RRset of a delegation. */
    CUT,

    /** Below a cut. */
    OCCLUDED;

    /** Whether records of a type are authoritative data there. */
    public boolean isAuthoritative(RecordType type) {
      return switch (this) {
        case AUTHORITATIVE -> true;
        case CUT -> isOfParent(type);
        case OCCLUDED -> false;
      };
    }

    /**
     * Whether records of a type there are of a name that takes part in the denial chain: all
     * authoritative data and delegations, not glue.
     */
    public boolean isOrdered(RecordType type) {
      return isAuthoritative(type) || this == CUT && type == RecordType.NS;
    }

    /** What the parent's side of a cut signs (RFC 4035 §2.2, §2.3, §2.4). */
    private static boolean isOfParent(RecordType type) {
      return type == RecordType.DS || type == RecordType.NSEC || type == RecordType.RRSIG;
    }
  }

  /** Is told of empty non-terminals. */
  @FunctionalInterface
  public interface EmptyNonTerminals {
    void found(Name owner, Below below);
  }

  /** What an empty non-terminal leads to at most, the least first. */
  public enum Below {
    /** Delegations without DS. */
    DELEGATIONS,
    SECURE_DELEGATIONS,
    AUTHORITATIVE
  }

  /** A name above the present one, or it itself. */
  private static final class Step {
    final Name name;
    final boolean empty;
    Below below;

    Step(Name name, boolean empty, Below below) {
      this.name = name;
      this.empty = empty;
      this.below = below;
    }
  }

  private final Name apex;
  private final EmptyNonTerminals sink;
  private final Deque<Step> path = new ArrayDeque<>();
  private Name cut = Name.ROOT;
  private boolean belowCut;

  public Rectifier(Name apex, EmptyNonTerminals sink) {
    this.apex = apex;
    this.sink = sink;
    path.push(new Step(apex, false, Below.AUTHORITATIVE));
  }

  /**
   * Takes the next owner name that has records.
   *
   * @param owner at or below the apex, each once, in an order in which all names below a name
   *     follow it directly; the canonical order is one
   * @param hasNs whether it owns an NS RRset
   * @param hasDs whether it owns a DS RRset
   */
  public Position next(Name owner, boolean hasNs, boolean hasDs) {
    if (owner.equals(apex)) {
      return Position.AUTHORITATIVE;
    }
    if (belowCut) {
      if (owner.isBelow(cut)) {
        return Position.OCCLUDED;
      }
      belowCut = false;
    }
    while (!owner.isBelow(top().name)) {
      pop();
    }
    List<Name> between = new ArrayList<>();
    for (Name n = owner.parent(); !n.equals(top().name); n = n.parent()) {
      between.add(n);
    }
    for (int i = between.size() - 1; i >= 0; i--) {
      path.push(new Step(between.get(i), true, Below.DELEGATIONS));
    }
    path.push(new Step(owner, false, own(hasNs, hasDs)));
    if (hasNs) {
      cut = owner;
      belowCut = true;
      return Position.CUT;
    }
    return Position.AUTHORITATIVE;
  }

  private static Below own(boolean hasNs, boolean hasDs) {
    if (!hasNs) {
      return Below.AUTHORITATIVE;
    }
    return hasDs ? Below.SECURE_DELEGATIONS : Below.DELEGATIONS;
  }

  /** Tells of the last empty non-terminals. */
  public void finish() {
    while (path.size() > 1) {
      pop();
    }
  }

  private Step top() {
    return path.element();
  }

  private void pop() {
    Step done = path.pop();
    if (done.below.compareTo(top().below) > 0) {
      top().below = done.below;
    }
    if (done.empty) {
      sink.found(done.name, done.below);
    }
  }
}
