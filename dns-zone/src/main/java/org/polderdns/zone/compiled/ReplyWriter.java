package org.polderdns.zone.compiled;

import org.polderdns.wire.Flags;
import org.polderdns.wire.Query;
import org.polderdns.wire.RecordType;

/**
 * Writes a response by copying laid-out RRsets. Whatever cannot be written, for lack of room or
 * because it is not laid out for it, makes the response {@link #failed()}: it is of no use then. For
 * one thread, used again.
 */
final class ReplyWriter {
  static final int ANSWER = 0;
  static final int AUTHORITY = 1;
  static final int ADDITIONAL = 2;

  /** Pointers reach that far. */
  private static final int MAX_POINTER = 0x3fff;

  private static final int HEADER = 12;
  private static final int OPT_LENGTH = 11;
  private static final int MAX_TCP = 65535;
  private static final int DO = 0x8000;

  private final int udpLimit;
  private final int[] counts = new int[3];
  private byte[] out = {};
  private int start; // of the message
  private int at; // where the next octet goes
  private int limit;
  private int section;
  private boolean failed;
  private boolean signatures;
  private int apexOffset; // in the message
  private boolean rootApex;

  /**
   * @param udpLimit octets of a UDP response at most, and what the OPT record offers to take
   */
  ReplyWriter(int udpLimit) {
    this.udpLimit = udpLimit;
  }

  /** Begins the response with the question. */
  void begin(Query query, boolean tcp, byte[] target, int from) {
    out = target;
    start = from;
    int most = tcp ? MAX_TCP : Math.min(udpLimit, query.payloadSize());
    limit = from + most - (query.hasEdns() ? OPT_LENGTH : 0);
    int question = query.questionLength();
    System.arraycopy(query.octets(), query.start() + HEADER, out, from + HEADER, question);
    at = from + HEADER + question;
    counts[ANSWER] = 0;
    counts[AUTHORITY] = 0;
    counts[ADDITIONAL] = 0;
    section = ANSWER;
    failed = false;
    signatures = query.dnssecOk();
  }

  /** Says which zone the RRsets are from, and where in the message its name stands. */
  void zone(LaidOutZone zone, int offset) {
    apexOffset = offset;
    rootApex = zone.apexLabels() == 0;
  }

  int apexOffset() {
    return apexOffset;
  }

  void section(int next) {
    section = next;
  }

  boolean isEmpty(int ofSection) {
    return counts[ofSection] == 0;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  /**
   * Writes an RRset, and its RRSIGs if they are wanted.
   *
   * @param owner where in the message its owner stands
   * @return where in the message its first record begins
   */
  int rrset(byte[] block, int rrset, int owner) {
    if (rootApex && owner == apexOffset) {
      rootRRset(block, rrset);
      return at - start; // nothing can be pointed to
    }
    int length = room(block, rrset);
    if (failed || owner > MAX_POINTER) {
      failed = true;
      return 0;
    }
    int begin = at;
    int data = Blocks.data(block, rrset);
    System.arraycopy(block, data, out, begin, length);
    at += length;
    if (owner != HEADER) {
      owners(begin, 0xc000 | owner);
    }
    fixups(block, rrset, begin);
    return begin - start;
  }

  /** Writes an RRset of a node whose name does not stand in the message yet. */
  void rrsetWithName(byte[] block, int node, int rrset) {
    int name = Blocks.nameLength(block, node);
    if (name == 0) {
      rrset(block, rrset, apexOffset);
      return;
    }
    int length = room(block, rrset);
    int begin = at;
    if (failed || begin + name + 1 + length > limit || Blocks.fixups(block, rrset) > 0) {
      failed = true;
      return;
    }
    System.arraycopy(block, Blocks.givenName(block, node), out, begin, name);
    int data = Blocks.data(block, rrset);
    int first = begin + name;
    if (rootApex) {
      out[first] = 0;
      System.arraycopy(block, data + 2, out, first + 1, length - 2);
      at = first - 1 + length;
      first--; // as if the owner had two octets here
    } else {
      System.arraycopy(block, data, out, first, length);
      Words.putNet16(out, first, 0xc000 | apexOffset);
      at = first + length;
    }
    int next = first + 12 + Words.net16(out, first + 10);
    if (next < at) {
      if (begin - start > MAX_POINTER) {
        failed = true;
        return;
      }
      owners(next, 0xc000 | begin - start);
    }
  }

  /** Octets that the RRset takes; counts its records, or fails. */
  private int room(byte[] block, int rrset) {
    int length = Blocks.dataLength(block, rrset);
    int records = Blocks.records(block, rrset);
    if (signatures) {
      length += Blocks.signatureLength(block, rrset);
      records += Blocks.signatures(block, rrset);
    }
    if (Blocks.isPlain(block, rrset) || at + length > limit) {
      failed = true;
    }
    counts[section] += records;
    return length;
  }

  private void owners(int from, int pointer) {
    for (int record = from; record < at; record += 12 + Words.net16(out, record + 10)) {
      Words.putNet16(out, record, pointer);
    }
  }

  private void fixups(byte[] block, int rrset, int begin) {
    int fixup = rrset + Blocks.RRSET_HEADER;
    for (int left = Blocks.fixups(block, rrset); left > 0; left--, fixup += 2) {
      int value = Words.u16(block, fixup);
      int place = begin + (value & 0x7fff);
      int pointer = (value & 0x8000) == 0
          ? apexOffset
          : (Words.net16(out, place) & MAX_POINTER) + begin - start;
      if (pointer > MAX_POINTER) {
        failed = true;
        return;
      }
      Words.putNet16(out, place, 0xc000 | pointer);
    }
  }

  /** The root's name is one octet, a pointer to it would be two. */
  private void rootRRset(byte[] block, int rrset) {
    int length = room(block, rrset);
    if (failed || Blocks.fixups(block, rrset) > 0 || Blocks.targets(block, rrset) > 0) {
      failed = true;
      return;
    }
    int from = Blocks.data(block, rrset);
    int end = from + length;
    while (from < end) {
      int record = 12 + Words.net16(block, from + 10);
      out[at] = 0;
      System.arraycopy(block, from + 2, out, at + 1, record - 2);
      at += record - 1;
      from += record;
    }
  }

  /** Sets the TTL of the records from a place in the message on. */
  void ttl(int from, int seconds) {
    int record = start + from;
    while (record < at) {
      int fixed = out[record] == 0 ? record - 1 : record; // the root has one octet
      Words.putNet32(out, fixed + 6, seconds);
      record = fixed + 12 + Words.net16(out, fixed + 10);
    }
  }

  /** Where the next record will begin in the message. */
  int offset() {
    return at - start;
  }

  /** Ends the message and tells its length. */
  int finish(Query query, boolean authoritative, int rcode) {
    if (query.hasEdns()) {
      out[at] = 0;
      Words.putNet16(out, at + 1, RecordType.OPT.code());
      Words.putNet16(out, at + 3, udpLimit);
      Words.putNet32(out, at + 5, query.dnssecOk() ? DO : 0);
      Words.putNet16(out, at + 9, 0);
      at += OPT_LENGTH;
      counts[ADDITIONAL]++;
    }
    int flags = Flags.QR
        | query.flags() & (Flags.OPCODE | Flags.RD)
        | (authoritative ? Flags.AA : 0)
        | rcode;
    Words.putNet16(out, start, query.id());
    Words.putNet16(out, start + 2, flags);
    Words.putNet16(out, start + 4, 1);
    Words.putNet16(out, start + 6, counts[ANSWER]);
    Words.putNet16(out, start + 8, counts[AUTHORITY]);
    Words.putNet16(out, start + 10, counts[ADDITIONAL]);
    return at - start;
  }
}
