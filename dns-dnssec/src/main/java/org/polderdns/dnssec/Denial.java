package org.polderdns.dnssec;

import java.util.Optional;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.Proof;

/** One of the ways to prove that something does not exist; each adds records once. */
interface Denial {
  void nameAbsent(Proof proof, Answer answer);

  /** Of a name that exists, or of the DS of a delegation. */
  void typeAbsent(Proof proof, Answer answer);

  void wildcardExpanded(Proof proof, Answer answer);

  void wildcardTypeAbsent(Proof proof, Answer answer);

  /** Adds what a proof needs. */
  default void prove(Proof proof, Answer answer) {
    switch (proof.kind()) {
      case NAME_ABSENT -> nameAbsent(proof, answer);
      case TYPE_ABSENT, DELEGATION -> typeAbsent(proof, answer);
      case WILDCARD_EXPANDED -> wildcardExpanded(proof, answer);
      case WILDCARD_TYPE_ABSENT -> wildcardTypeAbsent(proof, answer);
    }
  }

  /** Adds the DS RRset of a delegation, which then needs no proof; false if it has none. */
  static boolean addDs(Proof proof, Answer answer) {
    if (proof.kind() != Proof.Kind.DELEGATION) {
      return false;
    }
    Optional<ZoneNode> cut = proof.zone().node(proof.name());
    int found = cut.isEmpty() ? -1 : cut.get().indexOf(RecordType.DS);
    if (found < 0) {
      return false;
    }
    ZoneNode node = cut.get();
    answer.add(Section.AUTHORITY, proof.zone(), node, node.rrsets().get(found));
    return true;
  }

  /** Adds the node's RRset of a type to the authority section unless it is there. */
  static void add(ZoneView zone, Optional<ZoneNode> node, RecordType type, Answer answer) {
    if (node.isPresent() && !answer.has(Section.AUTHORITY, node.get().name(), type)) {
      int found = node.get().indexOf(type);
      if (found >= 0) {
        answer.add(Section.AUTHORITY, zone, node.get(), node.get().rrsets().get(found));
      }
    }
  }
}
