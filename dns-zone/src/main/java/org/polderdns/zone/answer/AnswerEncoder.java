package org.polderdns.zone.answer;

import java.util.List;
import org.polderdns.records.RRset;
import org.polderdns.wire.EdnsOption;
import org.polderdns.wire.Flags;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RdataLayouts;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;

/**
 * Writes an {@link Answer} as the response to a {@link Query}: sections, size limit, truncation by
 * whole RRsets (RFC 2181 §9, RFC 9471) and the OPT record (RFC 6891). Immutable, for any number of
 * threads.
 *
 * <pre>{@code
 * AnswerEncoder encoder = new AnswerEncoder(RdataFormats.layouts(), 1232, Octets.EMPTY);
 * int length = encoder.encode(query, answer, overTcp, writer);
 * }</pre>
 *
 * <p>An error is written in the same way, from an answer that has been reset and given its rcode.
 */
public final class AnswerEncoder {
  private static final int OPTION_HEADER = 4;
  private static final int MIN_UDP = 512;
  private static final int MAX_TCP = 65535;

  private final RdataLayouts layouts;
  private final int udpLimit;
  private final Octets nsid;

  /**
   * @param layouts says where names in RDATA may be compressed
   * @param udpLimit octets of a UDP response at most, whatever the client offers, 512 to 65535; it
   *     is also what the OPT record offers to take
   * @param nsid the server's identifier for clients that ask for it (RFC 5001), empty for none
   */
  public AnswerEncoder(RdataLayouts layouts, int udpLimit, Octets nsid) {
    if (udpLimit < MIN_UDP || udpLimit > MAX_TCP) {
      throw new IllegalArgumentException("UDP limit " + udpLimit + " is not 512 to 65535");
    }
    this.layouts = layouts;
    this.udpLimit = udpLimit;
    this.nsid = nsid;
  }

  /**
   * Writes the response.
   *
   * @param query as it was read; only its ID and flags are used for FORMERR
   * @param overTcp whether the only limit is that of a message
   * @return octets in the message, which begins at the writer's start
   */
  public int encode(Query query, Answer answer, boolean overTcp, MessageWriter out) {
    boolean edns = query.hasEdns() && !answer.rcode().equals(Rcode.FORMERR);
    boolean sendNsid = edns && query.wantsNsid() && nsid.length() > 0;
    out.begin(query, overTcp ? MAX_TCP : Math.min(udpLimit, query.payloadSize()));
    if (edns) {
      int options = sendNsid ? OPTION_HEADER + nsid.length() : 0;
      out.reserve(MessageWriter.OPT_LENGTH + options);
    }
    boolean truncated = answer.truncated() || !sections(answer, query.dnssecOk(), out);
    if (edns) {
      out.opt(udpLimit, answer.rcode(), query.dnssecOk());
      if (sendNsid) {
        out.option(EdnsOption.NSID, nsid);
      }
    }
    int flags = Flags.QR
        | query.flags() & (Flags.OPCODE | Flags.RD)
        | (answer.authoritative() ? Flags.AA : 0)
        | (truncated ? Flags.TC : 0);
    return out.finish(flags, answer.rcode());
  }

  /** Writes what fits; false if something is missing that has to be told by TC. */
  private boolean sections(Answer answer, boolean dnssecOk, MessageWriter out) {
    out.section(MessageWriter.ANSWER);
    if (!all(answer.section(Section.ANSWER), dnssecOk, out)) {
      return false;
    }
    out.section(MessageWriter.AUTHORITY);
    if (!all(answer.section(Section.AUTHORITY), dnssecOk, out)) {
      return false;
    }
    out.section(MessageWriter.ADDITIONAL);
    List<AnswerRRset> additional = answer.section(Section.ADDITIONAL);
    boolean complete = whatFits(additional, false, out);
    whatFits(additional, true, out);
    return complete;
  }

  private boolean all(List<AnswerRRset> section, boolean dnssecOk, MessageWriter out) {
    for (int i = 0; i < section.size(); i++) {
      AnswerRRset one = section.get(i);
      if ((dnssecOk || !one.isOnlyForDnssec()) && !write(one, out)) {
        return false;
      }
    }
    return true;
  }

  /** Glue that a referral needs is written before what can be done without. */
  private boolean whatFits(List<AnswerRRset> section, boolean optional, MessageWriter out) {
    boolean complete = true;
    for (int i = 0; i < section.size(); i++) {
      AnswerRRset one = section.get(i);
      if (one.isOptional() == optional && !write(one, out)) {
        complete = false;
      }
    }
    return complete;
  }

  /** Writes an RRset with its signatures, or nothing if they do not all fit. */
  private boolean write(AnswerRRset one, MessageWriter out) {
    out.mark();
    RRset rrset = one.rrset();
    RdataLayout layout = layouts.of(rrset.type());
    List<Octets> rdatas = rrset.rdatas();
    for (int i = 0; i < rdatas.size() && !out.overflowed(); i++) {
      if (one.includes(rdatas.get(i))) {
        out.record(one.owner(), rrset.type(), rrset.rclass(), one.ttl(), rdatas.get(i), layout);
      }
    }
    RRset signatures = one.signaturesOrNull();
    if (signatures != null) {
      sign(one, signatures, out);
    }
    if (out.overflowed()) {
      out.rewind();
      return false;
    }
    return true;
  }

  /** With the TTL of what is signed (RFC 4034 §3), whatever the zone says. */
  private static void sign(AnswerRRset one, RRset signatures, MessageWriter out) {
    int covered = one.rrset().type().code();
    List<Octets> rdatas = signatures.rdatas();
    for (int i = 0; i < rdatas.size() && !out.overflowed(); i++) {
      if (rdatas.get(i).u16(0) == covered) {
        out.record(
            one.owner(),
            RecordType.RRSIG,
            signatures.rclass(),
            one.ttl(),
            rdatas.get(i),
            RdataLayout.OPAQUE);
      }
    }
  }
}
