package org.polderdns.zone.answer;

import java.util.List;
import java.util.Optional;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneSource;
import org.polderdns.zone.ZoneView;

/**
 * Decides what to answer to a question from the zones served (RFC 1034 §4.3.2), with wildcards (RFC
 * 4592), DNAMEs (RFC 6672), negative answers (RFC 2308), referrals with glue (RFC 9471) and CNAME
 * chains in one zone and across zones. Signatures and proofs are not its business, it says which
 * proofs are needed.
 *
 * <pre>{@code
 * Answerer answerer = new Answerer(zones, AnswerOptions.DEFAULT);
 * Answer answer = new Answer();
 * answerer.answer(Name.parse("www.example."), RecordType.A, RecordClass.IN, false, answer);
 * answer.rcode(); // NOERROR
 * }</pre>
 *
 * <p>For one thread; the zones may be shared.
 */
public final class Answerer {
  /** What a link of the chain from the question's name came to. */
  private enum Step {
    /** The answer is complete. */
    DONE,

    /** A CNAME, from the zone or made from a DNAME, leads to {@link #target}. */
    FOLLOW
  }

  private final ZoneSource zones;
  private final AnswerOptions options;
  private final Search search;
  private final AdditionalData additional;
  private Name target = Name.ROOT;

  public Answerer(ZoneSource zones, AnswerOptions options) {
    this.zones = zones;
    this.options = options;
    this.search = new Search(options.dnameProcessing());
    this.additional = new AdditionalData(options.dnameProcessing());
  }

  /**
   * Answers a question. Transfers (AXFR, IXFR) and class CH are not for this algorithm and should
   * not come here.
   *
   * @param overTcp whether the question came by a transport that shows where it came from
   * @param answer is reset and filled; what it held when a store fails in the middle means nothing
   */
  public void answer(
      Name qname, RecordType qtype, RecordClass qclass, boolean overTcp, Answer answer) {
    answer.reset();
    boolean anyClass = qclass.equals(RecordClass.ANY);
    Optional<ZoneView> zone =
        anyClass || qclass.equals(RecordClass.IN) ? authority(qname, qtype) : Optional.empty();
    if (zone.isEmpty()) {
      answer.rcode(Rcode.REFUSED);
      return;
    }
    answer.authoritative(true);
    if (qtype == RecordType.ANY && options.anyToTcp() && !overTcp) {
      answer.truncated(true);
    } else {
      follow(zone.get(), qname, qtype, answer);
      additional.complete(answer);
    }
    if (anyClass) {
      answer.authoritative(false); // RFC 1035 §6.2
    }
  }

  /** The zone to ask for a name: for DS the one above a zone of that name, if it is here. */
  private Optional<ZoneView> authority(Name name, RecordType qtype) {
    Optional<ZoneView> zone = zones.zone(name);
    if (qtype == RecordType.DS && zone.isPresent() && zone.get().apex().equals(name)) {
      Optional<ZoneView> above = zones.zoneAbove(name);
      return above.isPresent() ? above : zone;
    }
    return zone;
  }

  /** Looks up the name and what its CNAMEs lead to, as far as it is in the zones served. */
  private void follow(ZoneView start, Name qname, RecordType qtype, Answer answer) {
    ZoneView zone = start;
    Name name = qname;
    for (int links = 0; step(zone, name, qtype, answer) == Step.FOLLOW; ) {
      if (++links > options.maxChain()) {
        return;
      }
      name = target;
      if (options.resolveAcrossZones()) {
        Optional<ZoneView> next = authority(name, qtype);
        if (next.isEmpty()) {
          return;
        }
        if (!next.get()
            .apex()
            .equals(zone.apex())) { // a view may be of the moment it was asked for
          zone = next.get();
        }
      } else if (!name.isAtOrBelow(zone.apex())) {
        return;
      }
    }
  }

  private Step step(ZoneView zone, Name name, RecordType qtype, Answer answer) {
    zone.find(name, search);
    return switch (search.outcome()) {
      case EXACT -> node(zone, name, qtype, answer);
      case WILDCARD -> node(zone, name, qtype, answer);
      case DELEGATED -> cut(zone, name, qtype, answer);
      case REDIRECTED -> redirect(zone, name, qtype, answer);
      case ABSENT -> nameAbsent(zone, name, answer);
    };
  }

  /** The name exists or a wildcard stands for it (RFC 1034 §4.3.2 steps 3a and 3c). */
  private Step node(ZoneView zone, Name name, RecordType qtype, Answer answer) {
    ZoneNode node = search.node();
    boolean found = false;
    if (qtype == RecordType.ANY) {
      found = addAll(zone, node, name, answer);
    } else if (qtype == RecordType.RRSIG) {
      found = addSignatures(zone, node, name, answer);
    } else {
      int index = node.indexOf(qtype);
      if (index < 0 && qtype != RecordType.NSEC) { // which may stand beside a CNAME, RFC 4034 §3
        index = node.indexOf(RecordType.CNAME);
      }
      if (index >= 0) {
        RRset rrset = node.rrsets().get(index);
        if (rrset.type() == RecordType.CNAME && qtype != RecordType.CNAME) {
          return alias(zone, node, rrset, name, answer);
        }
        addOnce(zone, node, rrset, name, answer);
        found = true;
      }
    }
    if (!found) {
      return typeAbsent(zone, name, answer);
    }
    proveExpansion(zone, name, answer);
    return Step.DONE;
  }

  /** A chain may come back to a DNAME or CNAME that it has brought already. */
  private static void addOnce(ZoneView zone, ZoneNode node, RRset rrset, Name name, Answer answer) {
    if (!answer.has(Section.ANSWER, name, rrset.type())) {
      answer.add(Section.ANSWER, zone, node, rrset, name);
    }
  }

  /** Nobody asked for proofs by name, so they are for those who can use them (RFC 3225 §3). */
  private static boolean addAll(ZoneView zone, ZoneNode node, Name name, Answer answer) {
    List<RRset> all = node.rrsets();
    int rrsigs = node.indexOf(RecordType.RRSIG); // which may be made when they are looked at
    for (int i = 0; i < all.size(); i++) {
      if (i == rrsigs) {
        continue;
      }
      RecordType type = all.get(i).type();
      if (!answer.has(Section.ANSWER, name, type)) {
        boolean proof = type == RecordType.NSEC || type == RecordType.NSEC3;
        answer.add(Section.ANSWER, zone, node, all.get(i), name).onlyForDnssec(proof);
      }
    }
    return !all.isEmpty();
  }

  /** Each with the TTL of what it covers (RFC 4034 §3). */
  private static boolean addSignatures(ZoneView zone, ZoneNode node, Name name, Answer answer) {
    int rrsigs = node.indexOf(RecordType.RRSIG);
    if (rrsigs < 0) {
      return false;
    }
    boolean found = false;
    List<RRset> all = node.rrsets();
    for (int i = 0; i < all.size(); i++) {
      RRset covered = all.get(i);
      if (AnswerRRset.covers(all.get(rrsigs), covered.type())) {
        AnswerRRset added = answer.add(Section.ANSWER, zone, node, all.get(rrsigs), name);
        added.onlyCovering(covered.type());
        added.ttl(covered.ttl());
        found = true;
      }
    }
    return found;
  }

  private Step alias(ZoneView zone, ZoneNode node, RRset cname, Name name, Answer answer) {
    if (answer.has(Section.ANSWER, name, RecordType.CNAME)) {
      return Step.DONE; // a loop
    }
    answer.add(Section.ANSWER, zone, node, cname, name);
    proveExpansion(zone, name, answer);
    target = cname.rdatas().get(0).reader().name();
    return Step.FOLLOW;
  }

  private void proveExpansion(ZoneView zone, Name name, Answer answer) {
    if (search.outcome() == Search.Outcome.WILDCARD) {
      answer.prove(Proof.Kind.WILDCARD_EXPANDED, zone, name, search.encloserLabels());
    }
  }

  /** RFC 6672 §3.2: the DNAME, the CNAME made of it, and on to its target. */
  private Step redirect(ZoneView zone, Name name, RecordType qtype, Answer answer) {
    ZoneNode node = search.node();
    RRset dname = node.rrsets().get(node.indexOf(RecordType.DNAME));
    if (!answer.has(Section.ANSWER, dname.owner(), RecordType.DNAME)) {
      answer.add(Section.ANSWER, zone, node, dname);
    }
    Name to = dname.rdatas().get(0).reader().name();
    Optional<Name> made = name.replaceSuffix(dname.owner(), to);
    if (made.isEmpty()) {
      answer.rcode(Rcode.YXDOMAIN);
      return Step.DONE;
    }
    if (answer.has(Section.ANSWER, name, RecordType.CNAME)) {
      return Step.DONE; // a loop
    }
    target = made.get();
    Octets rdata = target.toOctets();
    answer.addMade(
        Section.ANSWER, zone, RRset.of(name, RecordType.CNAME, dname.ttl(), List.of(rdata)));
    return qtype == RecordType.CNAME ? Step.DONE : Step.FOLLOW;
  }

  /** A referral, but for the DS of the cut, of which this side is the authority. */
  private Step cut(ZoneView zone, Name name, RecordType qtype, Answer answer) {
    ZoneNode cut = search.node();
    if (qtype == RecordType.DS && cut.name().equals(name)) {
      int found = cut.indexOf(RecordType.DS);
      if (found < 0) {
        return typeAbsent(zone, name, answer);
      }
      answer.add(Section.ANSWER, zone, cut, cut.rrsets().get(found), name);
      return Step.DONE;
    }
    if (answer.section(Section.ANSWER).isEmpty()) {
      answer.authoritative(false);
    }
    RRset delegation = cut.rrsets().get(cut.indexOf(RecordType.NS));
    answer.add(Section.AUTHORITY, zone, cut, delegation).unsigned();
    Name owner = delegation.owner();
    answer.prove(Proof.Kind.DELEGATION, zone, owner, owner.labelCount());
    return Step.DONE;
  }

  private Step nameAbsent(ZoneView zone, Name name, Answer answer) {
    answer.rcode(Rcode.NXDOMAIN);
    negative(zone, answer);
    answer.prove(Proof.Kind.NAME_ABSENT, zone, name, search.encloserLabels());
    return Step.DONE;
  }

  private Step typeAbsent(ZoneView zone, Name name, Answer answer) {
    Proof.Kind kind = search.outcome() == Search.Outcome.WILDCARD
        ? Proof.Kind.WILDCARD_TYPE_ABSENT
        : Proof.Kind.TYPE_ABSENT;
    int labels = search.encloserLabels();
    negative(zone, answer);
    answer.prove(kind, zone, name, labels);
    return Step.DONE;
  }

  /** The SOA, for as long as the answer may be remembered (RFC 2308 §3 and §5). */
  private static void negative(ZoneView zone, Answer answer) {
    ZoneNode apex = zone.apexNode();
    int found = apex.indexOf(RecordType.SOA);
    if (found < 0) {
      answer.rcode(Rcode.SERVFAIL); // not a zone that can be answered from
      return;
    }
    RRset soa = apex.rrsets().get(found);
    Octets rdata = soa.rdatas().get(0);
    long minimum = rdata.u32(rdata.length() - 4);
    answer.add(Section.AUTHORITY, zone, apex, soa).ttl(Math.min(soa.ttl(), minimum));
  }
}
