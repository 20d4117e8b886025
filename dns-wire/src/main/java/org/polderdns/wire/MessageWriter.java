package org.polderdns.wire;

/**
 * Writes one response after another, section by section, with compressed names and counts kept.
 * Reusable, free of allocation, for one thread.
 *
 * <p>Nothing throws when the room ends: {@link #overflowed()} says so, and {@link #rewind()} takes
 * back what was written since {@link #mark()}, counts included.
 *
 * <pre>{@code
 * writer.begin(query, 1232);
 * writer.reserve(11); // for the OPT record
 * writer.section(MessageWriter.ANSWER);
 * writer.mark();
 * writer.record(owner, RecordType.A, RecordClass.IN, 3600, address, RdataLayout.OPAQUE);
 * if (writer.overflowed()) {
 *   writer.rewind();
 *   flags |= Flags.TC;
 * }
 * writer.opt(1232, rcode, query.dnssecOk());
 * int length = writer.finish(flags, rcode);
 * }</pre>
 */
public final class MessageWriter {
  public static final int ANSWER = 0;
  public static final int AUTHORITY = 1;
  public static final int ADDITIONAL = 2;

  /** Octets of an OPT record without options. */
  public static final int OPT_LENGTH = 11;

  private final OctetWriter out;
  private final int[] counts = new int[3];
  private final int[] markedCounts = new int[3];
  private int marked;
  private int section;
  private int questions;
  private int limit;
  private int optAt = -1;

  /**
   * @param out where messages go to; it is reset for each
   */
  public MessageWriter(OctetWriter out) {
    this.out = out;
  }

  /** The octets of the message are here, from the writer's start on. */
  public OctetWriter octets() {
    return out;
  }

  /**
   * Begins a response to {@code query} with its ID and, if it has one, its question octet by octet,
   * so that the name keeps the case in which it was asked.
   *
   * @param maxLength the most octets that the message may have
   */
  public void begin(Query query, int maxLength) {
    begin(query.id(), maxLength);
    if (query.hasQuestion()) {
      questions = 1;
      int at = query.start() + Query.HEADER_LENGTH;
      int name = out.name(query.octets(), at);
      out.octets(query.octets(), at + name, 4);
    }
    mark();
  }

  /** Begins a message without a question. */
  public void begin(int id, int maxLength) {
    out.reset(maxLength);
    limit = maxLength;
    counts[ANSWER] = 0;
    counts[AUTHORITY] = 0;
    counts[ADDITIONAL] = 0;
    questions = 0;
    section = ANSWER;
    optAt = -1;
    out.u16(id);
    out.u16(0);
    out.u32(0);
    out.u32(0);
    mark();
  }

  /** Writes a question; before all records. */
  public void question(Name qname, RecordType qtype, RecordClass qclass) {
    out.name(qname);
    out.u16(qtype.code());
    out.u16(qclass.code());
    questions++;
  }

  /** Keeps octets free at the end, for what {@link #opt} and others will write. */
  public void reserve(int octets) {
    out.limit(limit - octets);
  }

  /** Goes on to {@link #ANSWER}, {@link #AUTHORITY} or {@link #ADDITIONAL}, never back. */
  public void section(int next) {
    if (next < section) {
      throw new IllegalArgumentException("section " + next + " is over");
    }
    section = next;
  }

  /** Records written in a section. */
  public int count(int ofSection) {
    return counts[ofSection];
  }

  /** Octets written. */
  public int length() {
    return out.offset();
  }

  /** Remembers this place for {@link #rewind()}. */
  public void mark() {
    marked = out.offset();
    markedCounts[ANSWER] = counts[ANSWER];
    markedCounts[AUTHORITY] = counts[AUTHORITY];
    markedCounts[ADDITIONAL] = counts[ADDITIONAL];
  }

  /** Takes back what was written since {@link #mark()}. */
  public void rewind() {
    out.rewind(marked);
    counts[ANSWER] = markedCounts[ANSWER];
    counts[AUTHORITY] = markedCounts[AUTHORITY];
    counts[ADDITIONAL] = markedCounts[ADDITIONAL];
  }

  /** Whether something did not fit since the last {@link #mark()}. */
  public boolean overflowed() {
    return out.overflowed();
  }

  /**
   * Writes a record in the current section.
   *
   * @param ttl seconds, 0 to 2^31-1
   * @param rdata uncompressed and well formed for {@code layout}
   */
  public void record(
      Name owner, RecordType type, RecordClass rclass, long ttl, Octets rdata, RdataLayout layout) {
    out.name(owner);
    out.recordHead(type.code(), rclass.code(), ttl);
    int rdataAt = out.offset();
    layout.write(out, rdata);
    if (!out.overflowed()) {
      out.setU16(rdataAt - 2, out.offset() - rdataAt);
    }
    counts[section]++;
  }

  /**
   * Begins an OPT record (RFC 6891 §6.1.2) in the room that was reserved; {@link #option} may
   * follow. One that does not fit is left out.
   *
   * @param payloadSize the longest UDP message that we take
   * @param rcode its upper eight bits go here
   */
  public void opt(int payloadSize, Rcode rcode, boolean dnssecOk) {
    opt(payloadSize, 0, dnssecOk ? Edns.DO : 0, rcode);
  }

  void opt(int payloadSize, int version, int flags, Rcode rcode) {
    section(ADDITIONAL);
    out.limit(limit);
    if (out.remaining() < OPT_LENGTH) {
      return;
    }
    out.u8(0);
    out.u16(RecordType.OPT.code());
    out.u16(payloadSize);
    out.u8(rcode.code() >> 4);
    out.u8(version);
    out.u16(flags);
    optAt = out.offset();
    out.u16(0);
    counts[ADDITIONAL]++;
  }

  /** Adds an option to the OPT record just begun; one that does not fit whole is left out. */
  public void option(int code, Octets data) {
    option(code, data.array(), 0, data.length());
  }

  /** As {@link #option(int, Octets)}, with {@code length} octets from {@code data[from]} on. */
  public void option(int code, byte[] data, int from, int length) {
    if (optAt < 0 || out.remaining() < 4 + length) {
      return;
    }
    out.u16(code);
    out.u16(length);
    out.octets(data, from, length);
    out.setU16(optAt, out.offset() - optAt - 2);
  }

  /**
   * Ends the message.
   *
   * @param flags as {@link Flags}, rcode bits zero
   * @param rcode its lower four bits go to the header
   * @return octets in the message
   */
  public int finish(int flags, Rcode rcode) {
    out.setU16(2, flags & ~Flags.RCODE | rcode.code() & Flags.RCODE);
    out.setU16(4, questions);
    out.setU16(6, counts[ANSWER]);
    out.setU16(8, counts[AUTHORITY]);
    out.setU16(10, counts[ADDITIONAL]);
    return out.offset();
  }
}
