package org.polderdns.zone.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.Search;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.ZoneView;

/**
 * Fills the additional section: glue for a referral (RFC 1034 §4.3.2 step 3b, RFC 9471), and the
 * addresses of the hosts that NS, MX, SRV, SVCB and HTTPS records in the answer name (RFC 1035
 * §3.3, RFC 2782, RFC 9460 §4.1), as far as the zone of the record has them. No CNAME or DNAME is
 * followed.
 */
final class AdditionalData {
  /** How many targets of SVCB and HTTPS records in AliasMode are looked into. */
  private static final int MAX_ALIASES = 8;

  private final Search search;

  AdditionalData(boolean followsDname) {
    search = new Search(followsDname);
  }

  void complete(Answer answer) {
    List<AnswerRRset> referral = answer.section(Section.AUTHORITY);
    for (int i = 0; i < referral.size(); i++) {
      if (referral.get(i).rrset().type() == RecordType.NS) {
        hosts(referral.get(i), 0, true, answer);
      }
    }
    List<AnswerRRset> found = answer.section(Section.ANSWER);
    for (int i = 0; i < found.size(); i++) {
      AnswerRRset one = found.get(i);
      switch (one.rrset().type().code()) {
        case 2 -> hosts(one, 0, false, answer); // NS
        case 15 -> hosts(one, 2, false, answer); // MX
        case 33 -> hosts(one, 6, false, answer); // SRV
        case 64, 65 -> services(one, answer); // SVCB, HTTPS
        default -> {}
      }
    }
    List<AnswerRRset> aliased = answer.section(Section.ADDITIONAL);
    for (int i = 0, left = MAX_ALIASES; i < aliased.size() && left > 0; i++) {
      int type = aliased.get(i).rrset().type().code();
      if (type == 64 || type == 65) {
        services(aliased.get(i), answer);
        left--;
      }
    }
  }

  /** The addresses of the host that stands at {@code offset} of each record. */
  private void hosts(AnswerRRset from, int offset, boolean glue, Answer answer) {
    List<Octets> rdatas = from.rrset().rdatas();
    for (int i = 0; i < rdatas.size(); i++) {
      Name host = name(rdatas.get(i), offset);
      // Without glue for the hosts in the child the child cannot be reached (RFC 9471 §3.1).
      boolean required = glue && host.isAtOrBelow(from.owner());
      addresses(from.zone(), host, required, answer);
    }
  }

  /** The addresses of each target, and in AliasMode its records of the same type. */
  private void services(AnswerRRset from, Answer answer) {
    List<Octets> rdatas = from.rrset().rdatas();
    for (int i = 0; i < rdatas.size(); i++) {
      boolean alias = rdatas.get(i).u16(0) == 0;
      Name target = name(rdatas.get(i), 2);
      if (!target.isRoot()) {
        addresses(from.zone(), target, false, answer);
        if (alias) {
          alias(from.zone(), target, from.rrset().type(), answer);
        }
      } else if (!alias) {
        addresses(from.zone(), from.owner(), false, answer); // RFC 9460 §2.5.2
      }
    }
  }

  private static Name name(Octets rdata, int offset) {
    OctetReader reader = rdata.reader();
    reader.skip(offset);
    return reader.name();
  }

  private void addresses(ZoneView zone, Name host, boolean required, Answer answer) {
    ZoneNode node = locate(zone, host);
    if (node != null) {
      boolean isGlue = search.outcome() == Search.Outcome.DELEGATED;
      add(zone, node, host, RecordType.A, required, isGlue, answer);
      add(zone, node, host, RecordType.AAAA, required, isGlue, answer);
    }
  }

  private void alias(ZoneView zone, Name target, RecordType type, Answer answer) {
    ZoneNode node = locate(zone, target);
    if (node != null) {
      boolean isGlue = search.outcome() == Search.Outcome.DELEGATED;
      add(zone, node, target, type, false, isGlue, answer);
    }
  }

  /** The node that has a host's addresses, glue included; null if there is none. */
  private @Nullable ZoneNode locate(ZoneView zone, Name host) {
    if (!host.isAtOrBelow(zone.apex())) {
      return null;
    }
    zone.find(host, search);
    return switch (search.outcome()) {
      case EXACT, WILDCARD -> search.node();
      case DELEGATED -> zone.node(host).orElse(null);
      case REDIRECTED, ABSENT -> null;
    };
  }

  private static void add(
      ZoneView zone,
      ZoneNode node,
      Name host,
      RecordType type,
      boolean required,
      boolean isGlue,
      Answer answer) {
    int found = node.indexOf(type);
    if (found >= 0
        && !answer.has(Section.ANSWER, host, type)
        && !answer.has(Section.ADDITIONAL, host, type)) {
      RRset rrset = node.rrsets().get(found);
      AnswerRRset added = answer.add(Section.ADDITIONAL, zone, node, rrset, host);
      added.optional(!required);
      if (isGlue) {
        added.unsigned();
      }
    }
  }
}
