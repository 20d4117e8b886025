package org.polderdns.zone;

import java.util.List;
import java.util.Optional;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * A name that exists in a zone and the RRsets it owns. A node without RRsets is an empty
 * non-terminal: it exists because a name below it does (RFC 8499, RFC 4592 §2.2.2).
 *
 * <p>All RRSIGs of a name are one RRset of type RRSIG, whatever they cover; its TTL counts for
 * nothing, a signature goes out with the TTL of what it covers (RFC 4034 §3).
 *
 * <p>A view may use its node objects again: one is valid until the next look-up in the same view,
 * unless the view says more. The RRsets in it stay valid.
 */
public interface ZoneNode {
  /** The owner name, in the case in which the zone has it. */
  Name name();

  /** The RRsets of this name, one a type, in no particular order; empty for an ENT. */
  List<RRset> rrsets();

  /** The place in {@link #rrsets()} of the RRset of a type, -1 if there is none. */
  default int indexOf(RecordType type) {
    List<RRset> all = rrsets();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).type() == type) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The place in {@link #rrsets()} of the RRSIGs that are stored with this name; -1 if there are
   * none, or they are made when somebody asks for them.
   */
  default int indexOfStoredSignatures() {
    return indexOf(RecordType.RRSIG);
  }

  default boolean has(RecordType type) {
    return indexOf(type) >= 0;
  }

  default Optional<RRset> rrset(RecordType type) {
    int index = indexOf(type);
    return index < 0 ? Optional.empty() : Optional.of(rrsets().get(index));
  }

  /**
   * Whether it is no name of the zone: it owns nothing but an NSEC3, the RRSIGs over one, or both (RFC
   * 5155 §7.2.8).
   */
  default boolean isHashedName() {
    List<RRset> all = rrsets();
    if (all.size() != 1 || all.get(0).type() != RecordType.RRSIG) {
      return has(RecordType.NSEC3) && all.size() - (has(RecordType.RRSIG) ? 1 : 0) == 1;
    }
    List<Octets> rrsigs = all.get(0).rdatas();
    for (int i = 0; i < rrsigs.size(); i++) {
      if (rrsigs.get(i).u16(0) != RecordType.NSEC3.code()) {
        return false;
      }
    }
    return true;
  }

  /** A node that stays valid. */
  static ZoneNode of(Name name, List<RRset> rrsets) {
    return new PlainNode(name, List.copyOf(rrsets));
  }
}
