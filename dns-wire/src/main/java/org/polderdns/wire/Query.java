package org.polderdns.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request as a server reads it: header, question and EDNS in one pass, without an object a label
 * and without an exception. To be used again for message after message, by one thread.
 *
 * <pre>{@code
 * switch (query.read(octets, 0, length)) {
 *   case OK -> answer(query);
 *   case DROP -> {}
 *   case FORMERR -> reply(Rcode.FORMERR);
 *   case NOTIMP -> reply(Rcode.NOTIMP);
 *   case BADVERS -> reply(Rcode.BADVERS);
 * }
 * }</pre>
 *
 * <p>Records behind the question other than OPT and TSIG are stepped over, and so are octets behind
 * the last record.
 */
public final class Query {
  /** What can be done with the octets. */
  public enum Outcome {
    /** Question and EDNS are there to be read. */
    OK,

    /** No reply is possible: shorter than a header, or itself a response. */
    DROP,

    /**
     * Not a message of one question, or something behind that is broken; {@link #id()} and {@link
     * #flags()} may be used, and the question if it {@linkplain #hasQuestion() was read}.
     */
    FORMERR,

    /** An operation that no server of zones knows; only id and flags may be used. */
    NOTIMP,

    /** An EDNS version above 0; question and EDNS may be used (RFC 6891 §6.1.3). */
    BADVERS
  }

  /** Octets of a header. */
  public static final int HEADER_LENGTH = 12;

  private static final int MIN_PAYLOAD = 512;
  private static final int NONE = -1;

  private byte[] octets = new byte[0]; // the caller's, only to be read
  private int start;
  private int end;

  private int id;
  private int flags;
  private int qnameLength;
  private int qnameLabels;
  private int qtype;
  private int qclass;
  private int questionEnd;
  private @Nullable Name qname; // made when asked for

  private boolean edns;
  private int ednsVersion;
  private int payloadSize;
  private boolean dnssecOk;
  private boolean nsid;
  private boolean keepalive;
  private boolean padding;
  private int cookieAt;
  private int cookieLength;
  private int subnetAt;
  private int subnetLength;
  private int tsigAt;

  /**
   * Reads a request. The array must stay as it is for as long as this object is asked about it.
   *
   * @param from the first octet of the header
   * @param to behind the last octet
   */
  public Outcome read(byte[] message, int from, int to) {
    Objects.checkFromToIndex(from, to, message.length);
    octets = message;
    start = from;
    end = to;
    clear();
    if (to - from < HEADER_LENGTH) {
      return Outcome.DROP;
    }
    id = u16(from);
    flags = u16(from + 2);
    if ((flags & Flags.QR) != 0) {
      return Outcome.DROP;
    }
    int opcode = opcode();
    if (opcode != Opcode.QUERY.code()
        && opcode != Opcode.NOTIFY.code()
        && opcode != Opcode.UPDATE.code()) {
      return Outcome.NOTIMP;
    }
    if (u16(from + 4) != 1 || !readQuestion() || !readRecords()) {
      edns = false; // there is no OPT in the reply either
      tsigAt = NONE;
      return Outcome.FORMERR;
    }
    return ednsVersion > 0 ? Outcome.BADVERS : Outcome.OK;
  }

  private void clear() {
    id = 0;
    flags = 0;
    qname = null;
    qnameLength = 0;
    qtype = 0;
    qclass = 0;
    questionEnd = start;
    edns = false;
    ednsVersion = 0;
    payloadSize = MIN_PAYLOAD;
    dnssecOk = false;
    nsid = false;
    keepalive = false;
    padding = false;
    cookieAt = NONE;
    cookieLength = 0;
    subnetAt = NONE;
    subnetLength = 0;
    tsigAt = NONE;
  }

  private int u16(int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  /** The first name of a message has nothing before it that it could point to. */
  private boolean readQuestion() {
    int at = start + HEADER_LENGTH;
    int labels = 0;
    while (true) {
      if (at >= end) {
        return false;
      }
      int size = octets[at];
      if (size == 0) {
        break;
      }
      if (size < 0 || size > Name.MAX_LABEL_LENGTH) {
        return false;
      }
      labels++;
      at += 1 + size;
    }
    int length = at + 1 - start - HEADER_LENGTH;
    if (length > Name.MAX_LENGTH || at + 5 > end) {
      return false;
    }
    qnameLength = length;
    qnameLabels = labels;
    qtype = u16(at + 1);
    qclass = u16(at + 3);
    questionEnd = at + 5;
    return true;
  }

  private boolean readRecords() {
    int others = u16(start + 6) + u16(start + 8);
    int all = others + u16(start + 10);
    int at = questionEnd;
    for (int i = 0; i < all; i++) {
      int type = skipName(at);
      if (type < 0 || type + 10 > end) {
        return false;
      }
      int code = u16(type);
      int rdata = type + 10;
      int next = rdata + u16(type + 8);
      if (next > end || tsigAt != NONE || isShortAddress(code, next - rdata)) {
        return false;
      }
      if (code == RecordType.OPT.code()) {
        // Root owner, once, in the additional section (RFC 6891 §6.1.1).
        if (edns || i < others || type != at + 1 || !readEdns(type, rdata, next)) {
          return false;
        }
      } else if (code == RecordType.TSIG.code()) {
        if (i < others || !isTsig(type, rdata, next)) {
          return false;
        }
        tsigAt = at;
      }
      at = next;
    }
    return true;
  }

  /** Whether class, TTL and the lengths within RDATA are those of a TSIG (RFC 8945 §4.2). */
  private boolean isTsig(int type, int rdata, int next) {
    int algorithm = Names.plainLength(octets, rdata, next);
    int mac = rdata + algorithm + 8;
    if (algorithm == 0
        || u16(type + 2) != RecordClass.ANY.code()
        || u16(type + 4) != 0
        || u16(type + 6) != 0
        || mac + 2 > next) {
      return false;
    }
    int other = mac + 2 + u16(mac) + 4;
    return other + 2 <= next && other + 2 + u16(other) == next;
  }

  /** An address record of another length is a broken message to NSD, Knot and BIND alike. */
  private boolean isShortAddress(int type, int length) {
    return opcode() == Opcode.QUERY.code()
        && ((type == RecordType.A.code() && length != 4)
            || (type == RecordType.AAAA.code() && length != 16));
  }

  /** Behind the name at {@code at}, which may end in a pointer, or -1. */
  private int skipName(int at) {
    int i = at;
    while (i < end) {
      int size = octets[i];
      if (size == 0) {
        return i + 1;
      }
      if ((size & 0xc0) == 0xc0) {
        return i + 2 <= end && ((size & 0x3f) << 8 | octets[i + 1] & 0xff) < i - start ? i + 2 : -1;
      }
      if (size < 0 || size > Name.MAX_LABEL_LENGTH || i - at > Name.MAX_LENGTH) {
        return -1;
      }
      i += 1 + size;
    }
    return -1;
  }

  private boolean readEdns(int type, int rdata, int next) {
    edns = true;
    payloadSize = Math.max(MIN_PAYLOAD, u16(type + 2));
    ednsVersion = octets[type + 5] & 0xff;
    dnssecOk = (octets[type + 6] & 0x80) != 0;
    if (ednsVersion > 0) {
      return true; // what its options would look like is not known
    }
    for (int at = rdata; at < next; ) {
      if (at + 4 > next) {
        return false;
      }
      int code = u16(at);
      int length = u16(at + 2);
      at += 4;
      if (at + length > next) {
        return false;
      }
      switch (code) {
        case EdnsOption.NSID -> nsid = true;
        case EdnsOption.TCP_KEEPALIVE -> keepalive = true;
        case EdnsOption.PADDING -> padding = true;
        case EdnsOption.COOKIE -> {
          if (cookieAt == NONE) { // the first one counts (RFC 7873 §5.2)
            cookieAt = at;
            cookieLength = length;
          }
        }
        case EdnsOption.CLIENT_SUBNET -> {
          if (subnetAt == NONE) {
            subnetAt = at;
            subnetLength = length;
          }
        }
        default -> {} // an unknown option is ignored (RFC 6891 §6.1.2)
      }
      at += length;
    }
    return true;
  }

  public int id() {
    return id;
  }

  /** The second 16 bits of the header, see {@link Flags}. */
  public int flags() {
    return flags;
  }

  /** 0 to 15. */
  public int opcode() {
    return Flags.opcode(flags);
  }

  /** Whether there is a question; not so when the outcome is FORMERR or NOTIMP before it. */
  public boolean hasQuestion() {
    return questionEnd > start;
  }

  /** The name asked, in the case asked; made on the first call for a message. */
  public Name qname() {
    Name name = qname;
    if (name == null) {
      name = qnameLabels == 0
          ? Name.ROOT
          : Name.ofChecked(octets, start + HEADER_LENGTH, qnameLength, qnameLabels);
      qname = name;
    }
    return name;
  }

  /** 0 to 65535. */
  public int qtypeCode() {
    return qtype;
  }

  /** 0 to 65535. */
  public int qclassCode() {
    return qclass;
  }

  public RecordType qtype() {
    return RecordType.of(qtype);
  }

  public RecordClass qclass() {
    return RecordClass.of(qclass);
  }

  /** The array read, from the header at {@link #start()} on. */
  public byte[] octets() {
    return octets;
  }

  public int start() {
    return start;
  }

  /** Octets of name, type and class of the question, which begins behind the header. */
  public int questionLength() {
    return hasQuestion() ? questionEnd - start - HEADER_LENGTH : 0;
  }

  public boolean hasEdns() {
    return edns;
  }

  /** 0 to 255; 0 without EDNS. */
  public int ednsVersion() {
    return ednsVersion;
  }

  /** The longest UDP reply that the client takes, at least 512; 512 without EDNS. */
  public int payloadSize() {
    return payloadSize;
  }

  /** Whether DNSSEC records are wanted (RFC 3225). */
  public boolean dnssecOk() {
    return dnssecOk;
  }

  /** Whether the server's identifier is asked for (RFC 5001 §2.1). */
  public boolean wantsNsid() {
    return nsid;
  }

  /** Whether the client sent the TCP keepalive option (RFC 7828). */
  public boolean hasKeepalive() {
    return keepalive;
  }

  /** Whether the client padded the request (RFC 7830). */
  public boolean hasPadding() {
    return padding;
  }

  /** Whether the client sent a cookie option (RFC 7873). */
  public boolean hasCookie() {
    return cookieAt != NONE;
  }

  /** The data of the cookie option, empty if there is none (RFC 7873 §4). */
  public Octets cookie() {
    return cookieAt == NONE
        ? Octets.EMPTY
        : Octets.copyOf(octets, cookieAt, cookieAt + cookieLength);
  }

  /** Whether the client sent the client subnet option (RFC 7871). */
  public boolean hasClientSubnet() {
    return subnetAt != NONE;
  }

  /** The data of the client subnet option, unchecked, empty if there is none (RFC 7871 §6). */
  public Octets clientSubnet() {
    return subnetAt == NONE
        ? Octets.EMPTY
        : Octets.copyOf(octets, subnetAt, subnetAt + subnetLength);
  }

  /** Whether the last record is a TSIG (RFC 8945 §5.1). */
  public boolean hasTsig() {
    return tsigAt != NONE;
  }

  /** Octets from the header to the TSIG record; only if {@link #hasTsig()}. */
  public int tsigOffset() {
    return tsigAt - start;
  }
}
