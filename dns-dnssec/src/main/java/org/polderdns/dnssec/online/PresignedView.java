package org.polderdns.dnssec.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.zone.DenialRecords;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;
import org.polderdns.zone.answer.AnswerRRset;

/**
 * A zone with stored signatures, seen with the NSEC or NSEC3 records that they cover and that are
 * not stored: the RRSIG over an NSEC is at its owner, the one over an NSEC3 at the hashed owner name,
 * which owns nothing else.
 */
final class PresignedView implements ZoneView {
  private final ZoneView stored;
  private final PresignedChain chain;
  private @Nullable Boolean made; // null: nobody asked yet

  PresignedView(ZoneView stored, PresignedChain chain) {
    this.stored = stored;
    this.chain = chain;
  }

  /** Whether the records of the chain are made; they are not if they are stored, or not signed. */
  boolean isMade() {
    Boolean known = made;
    if (known == null) {
      known = chain.denial().isHashed()
          ? stored
              .node(chain.hashedApex())
              .filter(node -> isSigned(node, RecordType.NSEC3) && !node.has(RecordType.NSEC3))
              .isPresent()
          : lacksNsec(stored.apexNode());
      made = known;
    }
    return known;
  }

  private static boolean isSigned(ZoneNode node, RecordType type) {
    int found = node.indexOfStoredSignatures();
    return found >= 0 && AnswerRRset.covers(node.rrsets().get(found), type);
  }

  private static boolean lacksNsec(ZoneNode node) {
    return isSigned(node, RecordType.NSEC) && !node.has(RecordType.NSEC);
  }

  @Override
  public Name apex() {
    return stored.apex();
  }

  @Override
  public ZoneNode apexNode() {
    ZoneNode apex = stored.apexNode();
    if (!chain.denial().isHashed()) {
      return withNsec(apex);
    }
    if (apex.has(RecordType.NSEC3PARAM) || !apex.has(RecordType.SOA) || !isMade()) {
      return apex;
    }
    List<RRset> all = new ArrayList<>(apex.rrsets());
    all.add(records().nsec3Param());
    return ZoneNode.of(apex.name(), all);
  }

  @Override
  public Optional<ZoneNode> node(Name name) {
    if (name.equals(apex())) {
      return Optional.of(apexNode());
    }
    Optional<ZoneNode> found = stored.node(name);
    return chain.denial().isHashed() ? found : found.map(this::withNsec);
  }

  private ZoneNode withNsec(ZoneNode node) {
    return lacksNsec(node) ? new PresignedNode(this, node) : node;
  }

  @Override
  public void prefetch(Name qname) {
    stored.prefetch(qname);
  }

  private DenialRecords records() {
    RRset soa = stored
        .apexNode()
        .rrset(RecordType.SOA)
        .orElseThrow(() -> new ZoneSigningException("the zone " + apex() + " has no SOA"));
    return DenialRecords.of(apex(), chain.denial(), soa);
  }

  /** The NSEC of a name that owns these RRsets. */
  RRset nsec(Name owner, List<RRset> rrsets) {
    Name next = span(owner)
        .orElseThrow(
            () -> new ZoneSigningException("the order of names is not known in the zone " + apex()))
        .next()
        .canonical();
    return records().nsec(owner, data(rrsets), next);
  }

  private Optional<NameSpan> span(Name name) {
    return chain.order().spanOf(name, stored);
  }

  @Override
  public Optional<ZoneNode> nsecAtOrBefore(Name name) {
    if (chain.denial().isHashed() || !isMade()) {
      return stored.nsecAtOrBefore(name);
    }
    return span(name).flatMap(span -> node(span.owner()));
  }

  @Override
  public Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    if (!chain.denial().isHashed() || !isMade()) {
      return stored.nsec3AtOrBefore(hash);
    }
    return chain.order().spanOf(hash, stored).flatMap(this::nsec3);
  }

  private Optional<ZoneNode> nsec3(HashSpan span) {
    Optional<ZoneNode> owner =
        span.owner().equals(apex()) ? Optional.of(apexNode()) : stored.node(span.owner());
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    Name name = owner.get().name();
    List<RRset> data = data(owner.get().rrsets());
    RRset nsec3 = records().nsec3(span.hash(), name, data, span.next());
    List<RRset> all = new ArrayList<>(2);
    all.add(nsec3);
    stored.node(nsec3.owner()).flatMap(node -> node.rrset(RecordType.RRSIG)).ifPresent(all::add);
    return Optional.of(ZoneNode.of(nsec3.owner(), all));
  }

  /** What a name owns beside what a chain has, and its signatures. */
  private static List<RRset> data(List<RRset> all) {
    List<RRset> data = new ArrayList<>(all.size());
    for (RRset rrset : all) {
      RecordType type = rrset.type();
      if (type != RecordType.RRSIG && type != RecordType.NSEC && type != RecordType.NSEC3) {
        data.add(rrset);
      }
    }
    return data;
  }
}
