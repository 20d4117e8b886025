package org.polderdns.zone;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * What answering reads of one version of a zone. The answer algorithm is written once over this
 * interface; a node tree, a store's look-ups and a compiled zone implement it.
 *
 * <p>An implementation has to give {@link #apex()}, {@link #apexNode()} and {@link #node}; it may
 * give {@link #find} in a way that suits its data better than the walk here, and the NSEC and NSEC3
 * neighbours if its zone is signed. A view may be for the use of one thread only.
 *
 * <p>A method fails with the store's own exception when the data cannot be had; the question is
 * then answered SERVFAIL.
 */
public interface ZoneView {
  /** The name of the zone. */
  Name apex();

  /** The node at the apex, with the SOA. */
  ZoneNode apexNode();

  /**
   * The node at a name, found whether the name is occluded or not; empty non-terminals are nodes.
   *
   * @param name at or below the apex
   */
  Optional<ZoneNode> node(Name name);

  /**
   * Tells that {@code qname} is about to be walked to, so that a store can fetch in one go the
   * nodes from the apex to {@code qname} and the wildcards below each.
   */
  default void prefetch(Name qname) {}

  /**
   * Walks from the apex towards {@code qname}, to where RFC 1034 §4.3.2 step 3 ends: at the name,
   * at a zone cut, at a DNAME above the name, or where the next label does not exist and the
   * closest encloser's wildcard has to do (RFC 4592 §3.3.1). A name that owns nothing but an NSEC3,
   * or the signatures over one that is made, does not exist (RFC 5155 §7.2.8).
   *
   * @param qname at or below the apex
   * @param found is set to the outcome
   */
  default void find(Name qname, Search found) {
    prefetch(qname);
    ZoneNode at = apexNode();
    int labels = qname.labelCount();
    for (int depth = apex().labelCount(); depth < labels; ) {
      if (found.followsDname() && at.has(RecordType.DNAME)) {
        found.redirected(at);
        return;
      }
      Optional<ZoneNode> next = node(qname.suffix(++depth));
      if (next.isEmpty() || next.get().isHashedName()) {
        Optional<ZoneNode> wildcard = node(at.name().wildcardChild());
        if (wildcard.isPresent()) {
          found.wildcard(wildcard.get(), depth - 1);
        } else {
          found.absent(depth - 1);
        }
        return;
      }
      at = next.get();
      if (at.has(RecordType.NS)) {
        found.delegated(at);
        return;
      }
    }
    found.exact(at);
  }

  /**
   * The node whose NSEC RRset matches or covers a name: of those that own one, the last at or
   * before it in canonical order (RFC 4034 §6.1); empty if the zone has no NSEC.
   */
  default Optional<ZoneNode> nsecAtOrBefore(Name name) {
    return Optional.empty();
  }

  /**
   * The node whose NSEC3 RRset matches or covers a hash, of the chain that the apex's NSEC3PARAM
   * describes: the one that has this hash or else the last before it, around the end of the chain
   * if need be (RFC 5155 §7.1); empty if the zone has no NSEC3.
   *
   * @param hash 20 octets for SHA-1
   */
  default Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    return Optional.empty();
  }

  /**
   * The span of the NSEC chain that a name is in, of a zone without NSEC RRsets: its chain is made
   * while it is answered from. Empty if this zone does not know.
   *
   * @param name at or below the apex
   */
  default Optional<NameSpan> spanOf(Name name) {
    return Optional.empty();
  }

  /**
   * The span of the NSEC3 chain that a hash is in, of a zone without NSEC3 RRsets. Empty if this
   * zone does not know.
   *
   * @param hash 20 octets for SHA-1
   */
  default Optional<HashSpan> spanOf(Octets hash) {
    return Optional.empty();
  }
}
