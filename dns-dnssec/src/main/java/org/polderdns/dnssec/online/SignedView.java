package org.polderdns.dnssec.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.sign.SignatureWindow;
import org.polderdns.dnssec.zone.DenialRecords;
import org.polderdns.dnssec.zone.MadeRecords;
import org.polderdns.records.RRset;
import org.polderdns.records.TypeSet;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/**
 * An unsigned zone seen as the zone that it is when signed: with DNSKEY, CDS, CDNSKEY and NSEC3PARAM
 * at the apex, with the serial that SOA-EDIT wants, and with NSEC and NSEC3 records made of the
 * order of names that the unsigned view knows. Records of those types that are stored are hidden.
 *
 * <p>Signatures are made for those RRsets that an answer holds, by {@link #signatures(RRset)}; a
 * node's own RRSIG RRset is made if somebody looks at it. For as many threads as the unsigned view.
 */
public final class SignedView implements ZoneView {
  /** Of the NSEC of a name that does not exist (RFC 9824 §3.1). */
  private static final TypeSet NO_NAME =
      TypeSet.of(RecordType.RRSIG, RecordType.NSEC, RecordType.NXNAME);

  private final ZoneView unsigned;
  private final OnlineSigner signer;
  private final ZoneSigning signing;
  private OnlineSigner.@Nullable Apex apex; // null: nobody asked yet

  SignedView(ZoneView unsigned, OnlineSigner signer) {
    this.unsigned = unsigned;
    this.signer = signer;
    this.signing = signer.signing();
  }

  /** How the zone is signed. */
  public ZoneSigning signing() {
    return signing;
  }

  /** The zone without all that is made. */
  public ZoneView unsigned() {
    return unsigned;
  }

  @Override
  public Name apex() {
    return unsigned.apex();
  }

  private OnlineSigner.Apex atApex() {
    OnlineSigner.Apex found = apex;
    if (found == null) {
      found = signer.apex(unsigned.apexNode());
      apex = found;
    }
    return found;
  }

  private DenialRecords denial() {
    return atApex()
        .made()
        .orElseThrow(() -> new ZoneSigningException("the zone " + apex() + " has no SOA"))
        .denial();
  }

  @Override
  public ZoneNode apexNode() {
    return new SignedNode(this, apex(), atApex().data());
  }

  /** A node that owns nothing but records that are made is there if a name below it is. */
  @Override
  public Optional<ZoneNode> node(Name name) {
    if (name.equals(apex())) {
      return Optional.of(apexNode());
    }
    Optional<ZoneNode> found = unsigned.node(name);
    if (found.isEmpty()) {
      return found;
    }
    ZoneNode node = found.get();
    List<RRset> all = node.rrsets();
    List<RRset> data = hasMade(all) ? OnlineSigner.data(all, false) : all;
    if (data.isEmpty() && !all.isEmpty() && !hasNamesBelow(name)) {
      return Optional.empty();
    }
    return Optional.of(new SignedNode(this, node.name(), data));
  }

  private static boolean hasMade(List<RRset> all) {
    for (int i = 0; i < all.size(); i++) {
      if (MadeRecords.isMade(all.get(i).type(), false)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasNamesBelow(Name name) {
    return spanOf(name).filter(span -> span.next().isBelow(name)).isPresent();
  }

  @Override
  public void prefetch(Name qname) {
    unsigned.prefetch(qname);
  }

  @Override
  public Optional<NameSpan> spanOf(Name name) {
    return signer.order().spanOf(name, unsigned);
  }

  @Override
  public Optional<HashSpan> spanOf(Octets hash) {
    return signer.order().spanOf(hash, unsigned);
  }

  /** Whether a name of such data owns an NSEC; an empty non-terminal has none in a chain. */
  boolean hasNsec(List<RRset> data) {
    return !signing.denial().isHashed() && !data.isEmpty();
  }

  RRset nsec(SignedNode node) {
    Name next = signing.mode() == DenialMode.COMPACT
        ? Successor.of(node.name(), apex())
        : span(node.name()).next().canonical();
    return denial().nsec(node.name(), node.data(), next);
  }

  private NameSpan span(Name name) {
    return spanOf(name)
        .orElseThrow(() ->
            new ZoneSigningException("the order of names is not known in the zone " + apex()));
  }

  @Override
  public Optional<ZoneNode> nsecAtOrBefore(Name name) {
    if (signing.denial().isHashed() || signing.mode() != DenialMode.CHAIN) {
      return Optional.empty();
    }
    return node(span(name).owner());
  }

  /**
   * One that has an NSEC3 and its signatures only, made of the name that has its hash, and attached to
   * the span: it is asked for again and again, whatever names that do not exist are asked for.
   */
  @Override
  public Optional<ZoneNode> nsec3AtOrBefore(Octets hash) {
    if (!signing.denial().isHashed() || signing.mode() != DenialMode.CHAIN) {
      return Optional.empty();
    }
    HashSpan span = spanOf(hash)
        .orElseThrow(() ->
            new ZoneSigningException("the order of hashes is not known in the zone " + apex()));
    Optional<Object> made = span.attachment();
    if (made.isPresent()
        && made.get() instanceof OnlineSigner.Link link
        && signer.isCurrent(link)) {
      return Optional.of(link.nsec3());
    }
    SignatureWindow window = signing.window(); // before it is signed: that may be in the next one
    Optional<ZoneNode> nsec3 = node(span.owner()).map(owner -> nsec3(span, (SignedNode) owner));
    nsec3.ifPresent(node -> span.attach(new OnlineSigner.Link(signer, window, node)));
    return nsec3;
  }

  private ZoneNode nsec3(HashSpan span, SignedNode owner) {
    RRset nsec3 = denial().nsec3(span.hash(), owner.name(), owner.data(), span.next());
    return ZoneNode.of(nsec3.owner(), List.of(nsec3, signatures(nsec3)));
  }

  /** The NSEC3 of a name that is there, whose next hash is the following number. */
  public ZoneNode narrowMatch(Octets hash, ZoneNode node) {
    List<RRset> data = ((SignedNode) node).data();
    return denying(denial().nsec3(hash, node.name(), data, Hashes.plusOne(hash)));
  }

  /** An NSEC3 that covers this hash and no other. */
  public ZoneNode narrowCover(Octets hash) {
    return denying(denial().nsec3(Hashes.minusOne(hash), TypeSet.EMPTY, Hashes.plusOne(hash)));
  }

  /**
   * The NSEC of compact denial (RFC 9824).
   *
   * @param name whose it is
   * @param node what has the types it shows: the node of that name, or the wildcard that stands for
   *     it
   */
  public ZoneNode compactNsec(Name name, Optional<ZoneNode> node) {
    Name next = Successor.of(name, apex());
    if (node.isEmpty()) {
      return denying(denial().nsec(name, NO_NAME, next));
    }
    RRset of = denial().nsec(node.get().name(), ((SignedNode) node.get()).data(), next);
    return denying(RRset.of(name, RecordType.NSEC, of.ttl(), of.rdatas()));
  }

  private static ZoneNode denying(RRset rrset) {
    return ZoneNode.of(rrset.owner(), List.of(rrset));
  }

  /** The RRSIGs over an RRset of this zone. */
  public RRset signatures(RRset rrset) {
    if (rrset.type() == RecordType.DNSKEY && rrset.owner().equals(apex())) {
      return signer.storedOverKeys(unsigned.apexNode()).orElseGet(() -> signer.signatures(rrset));
    }
    return signer.signatures(rrset);
  }

  RRset signatures(SignedNode node) {
    List<Octets> rdatas = new ArrayList<>();
    List<RRset> all = node.rrsets();
    int rrsigs = node.indexOf(RecordType.RRSIG);
    boolean atApex = node.name().equals(apex());
    for (int i = 0; i < rrsigs; i++) {
      RRset rrset = all.get(i);
      if (rrset.type() == RecordType.NSEC
          || MadeRecords.isSigned(rrset.type(), node.data(), atApex)) {
        rdatas.addAll(signatures(rrset).rdatas());
      }
    }
    return RRset.of(node.name(), RecordType.RRSIG, 0, rdatas);
  }
}
