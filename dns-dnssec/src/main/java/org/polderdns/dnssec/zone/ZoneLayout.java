package org.polderdns.dnssec.zone;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;

/**
 * Where each name of a zone stands: what is signed there, and whether it is in a denial chain.
 * Found in two passes over the nodes in canonical order.
 */
final class ZoneLayout {
  /** Where a name stands. */
  enum Position {
    /** Owns nothing but what signing makes, and nothing is below it: it is no name of the zone. */
    ABSENT,
    /** An empty non-terminal. */
    EMPTY,
    AUTHORITATIVE,
    /** A delegation without DS. */
    INSECURE_CUT,
    /** A delegation with DS. */
    SECURE_CUT,
    /** Below a cut or a DNAME. */
    OCCLUDED;

    /** That of a name that is not occluded. */
    static Position of(List<RRset> data, boolean atApex) {
      boolean cut = false;
      boolean ds = false;
      for (int i = 0; i < data.size(); i++) {
        cut |= data.get(i).type() == RecordType.NS;
        ds |= data.get(i).type() == RecordType.DS;
      }
      if (data.isEmpty()) {
        return EMPTY;
      }
      return !cut || atApex ? AUTHORITATIVE : ds ? SECURE_CUT : INSECURE_CUT;
    }

    boolean isCut() {
      return this == INSECURE_CUT || this == SECURE_CUT;
    }

    /** Whether it owns an NSEC record. */
    boolean isInNsecChain() {
      return this == AUTHORITATIVE || isCut();
    }

    /** Whether an RRset of a type there is signed. */
    boolean isSigned(RecordType type) {
      return this == AUTHORITATIVE || isCut() && (type == RecordType.DS || type == RecordType.NSEC);
    }
  }

  private static final Position[] POSITIONS = Position.values();

  private final Name apex;
  private final List<? extends ZoneNode> nodes;
  private final byte[] positions;

  private ZoneLayout(Name apex, List<? extends ZoneNode> nodes) {
    this.apex = apex;
    this.nodes = nodes;
    this.positions = new byte[nodes.size()];
  }

  /**
   * Lays out a zone.
   *
   * @param nodes all of the zone, in canonical order, the apex first
   */
  static ZoneLayout of(Name apex, List<? extends ZoneNode> nodes) {
    ZoneLayout layout = new ZoneLayout(apex, nodes);
    layout.placeData();
    layout.placeEmpty();
    return layout;
  }

  /** Whether records of a type are made when a zone is signed, and never its data. */
  static boolean isMade(RecordType type, boolean atApex) {
    return type == RecordType.RRSIG
        || type == RecordType.NSEC
        || type == RecordType.NSEC3
        || type == RecordType.NSEC3PARAM && atApex;
  }

  /** The RRsets of a node that are the zone's data. */
  static List<RRset> data(ZoneNode node, boolean atApex) {
    List<RRset> all = node.rrsets();
    List<RRset> data = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      if (!isMade(all.get(i).type(), atApex)) {
        data.add(all.get(i));
      }
    }
    return data;
  }

  private void placeData() {
    @Nullable Name cover = null; // a cut or DNAME, below which names are occluded
    for (int i = 0; i < positions.length; i++) {
      ZoneNode node = nodes.get(i);
      Name name = node.name();
      if (cover != null && name.isBelow(cover)) {
        set(i, Position.OCCLUDED);
      } else if (hasData(node, i == 0)) { // else absent, until it is found to be empty
        boolean isCut = i > 0 && node.has(RecordType.NS);
        if (isCut) {
          set(i, node.has(RecordType.DS) ? Position.SECURE_CUT : Position.INSECURE_CUT);
        } else {
          set(i, Position.AUTHORITATIVE);
        }
        if (isCut || node.has(RecordType.DNAME)) {
          cover = name;
        }
      }
    }
  }

  private static boolean hasData(ZoneNode node, boolean atApex) {
    List<RRset> all = node.rrsets();
    for (int i = 0; i < all.size(); i++) {
      if (!isMade(all.get(i).type(), atApex)) {
        return true;
      }
    }
    return false;
  }

  private void placeEmpty() {
    @Nullable Name next = null; // the name of the zone that follows
    for (int i = positions.length - 1; i >= 0; i--) {
      Name name = nodes.get(i).name();
      if (at(i) == Position.ABSENT && next != null && next.isBelow(name)) {
        set(i, Position.EMPTY);
      }
      if (at(i) != Position.ABSENT) {
        next = name;
      }
    }
  }

  private void set(int index, Position position) {
    positions[index] = (byte) position.ordinal();
  }

  Name apex() {
    return apex;
  }

  List<? extends ZoneNode> nodes() {
    return nodes;
  }

  Position at(int index) {
    return POSITIONS[positions[index]];
  }

  /** For each name the index of the one that follows in the NSEC chain, -1 for those not in it. */
  int[] nsecChain() {
    int[] next = new int[positions.length];
    int following = 0; // the last one leads to the apex
    for (int i = positions.length - 1; i >= 0; i--) {
      if (at(i).isInNsecChain()) {
        next[i] = following;
        following = i;
      } else {
        next[i] = -1;
      }
    }
    return next;
  }

  /** Which names are in the NSEC3 chain (RFC 5155 §7.1). */
  boolean[] nsec3Chain(boolean optOut) {
    boolean[] in = new boolean[positions.length];
    @Nullable Name next = null; // the one in the chain that follows
    for (int i = positions.length - 1; i >= 0; i--) {
      Name name = nodes.get(i).name();
      in[i] = switch (at(i)) {
        case AUTHORITATIVE, SECURE_CUT -> true;
        case INSECURE_CUT -> !optOut;
        case EMPTY -> next != null && next.isBelow(name);
        case ABSENT, OCCLUDED -> false;
      };
      if (in[i]) {
        next = name;
      }
    }
    return in;
  }
}
