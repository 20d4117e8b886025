package org.polderdns.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole message (RFC 1035 §4), immutable: header, at most one question, records, EDNS. It is
 * checked when it is made and kept as octets; names and records become objects when asked for.
 *
 * <pre>{@code
 * Message question = Message.builder(Header.of(4711, Opcode.QUERY, Flags.RD))
 *     .question(Question.of(Name.parse("www.example."), RecordType.A))
 *     .edns(Edns.of(1232))
 *     .build(layouts);
 * socket.send(question.toOctets(512).toArray());
 * Message reply = Message.parse(socket.receive(), layouts);
 * reply.records(Section.ANSWER).get(0).rdata();
 * }</pre>
 *
 * <p>A server reads its requests with {@link Query} and writes its responses with {@link
 * MessageWriter}, which need no objects.
 */
public final class Message {
  private static final int HEADER_LENGTH = Query.HEADER_LENGTH;
  private static final int MIN_RECORD = 11;

  private final byte[] octets; // well formed; never handed out
  private final RdataLayouts layouts;
  private final int[] places; // of each record's type field, OPT's included, in order
  private final int opt; // index in places, -1: none
  private final boolean asWritten; // no pointer stands where we would write none (RFC 3597 §4)

  private Message(byte[] octets, RdataLayouts layouts) {
    this.octets = octets;
    this.layouts = layouts;
    if (octets.length < HEADER_LENGTH) {
      throw WireFormatException.at(octets.length, "message shorter than a header");
    }
    int questions = u16(4);
    int answers = u16(6);
    int authorities = answers + u16(8);
    int all = authorities + u16(10);
    if (questions > 1) {
      throw WireFormatException.at(4, questions + " questions");
    }
    int at = HEADER_LENGTH;
    if (questions == 1) {
      at = Names.end(Names.scan(octets, 0, at, octets.length)) + 4;
    }
    // Before anything is allocated after counts that a peer has invented.
    if (all * MIN_RECORD > octets.length - at) {
      throw WireFormatException.at(at, "too short for " + all + " records");
    }
    places = new int[all];
    int found = -1;
    boolean plain = true;
    for (int i = 0; i < all; i++) {
      int place = Names.end(Names.scan(octets, 0, at, octets.length));
      int end = place + 10 <= octets.length ? place + 10 + u16(place + 8) : Integer.MAX_VALUE;
      if (end > octets.length) {
        throw WireFormatException.at(place, "record ends early");
      }
      if (u16(place) == RecordType.OPT.code()) {
        if (found >= 0 || i < authorities || place != at + 1) {
          throw WireFormatException.at(at, "OPT twice, outside of additional, or not of the root");
        }
        found = i;
        checkOptions(place + 10, end);
      } else {
        RdataLayout layout = layout(place);
        int expanded = layout.expandedLength(octets, 0, place + 10, end);
        plain &= expanded == end - place - 10 || layout.isCompressible();
      }
      places[i] = place;
      at = end;
    }
    if (at != octets.length) {
      throw WireFormatException.at(at, octets.length - at + " octets left after the message");
    }
    opt = found;
    asWritten = plain;
  }

  private void checkOptions(int from, int end) {
    int at = from;
    while (at < end) {
      if (at + 4 > end || at + 4 + u16(at + 2) > end) {
        throw WireFormatException.at(at, "EDNS option ends early");
      }
      at += 4 + u16(at + 2);
    }
  }

  /**
   * Reads a message that takes all of {@code octets}, of which a copy is kept.
   *
   * @throws WireFormatException if it is not well formed, names in RDATA included, has more than
   *     one question or OPT, or octets behind it
   */
  public static Message parse(byte[] octets, RdataLayouts layouts) {
    return new Message(octets.clone(), layouts);
  }

  /** As {@link #parse(byte[], RdataLayouts)}. */
  public static Message parse(Octets octets, RdataLayouts layouts) {
    return new Message(octets.array(), layouts);
  }

  public static Builder builder(Header header) {
    return new Builder(header);
  }

  private int u16(int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  private long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  /** That of the record at {@code place}; deletions of RFC 2136 §2.5 have no RDATA to lay out. */
  private RdataLayout layout(int place) {
    if (u16(place + 8) == 0 && u16(place + 2) >= RecordClass.NONE.code()) {
      return RdataLayout.OPAQUE;
    }
    return layouts.of(RecordType.of(u16(place)));
  }

  public Header header() {
    return new Header(u16(0), u16(2));
  }

  public int id() {
    return u16(0);
  }

  /** The outcome, its upper bits from EDNS. */
  public Rcode rcode() {
    int extended = opt < 0 ? 0 : octets[places[opt] + 4] & 0xff;
    return Rcode.of(extended << 4 | u16(2) & Flags.RCODE);
  }

  /** The question; none in the later messages of a transfer. */
  public Optional<Question> question() {
    if (u16(4) == 0) {
      return Optional.empty();
    }
    long scanned = Names.scan(octets, 0, HEADER_LENGTH, octets.length);
    int end = Names.end(scanned);
    return Optional.of(new Question(
        Names.read(octets, 0, HEADER_LENGTH, scanned),
        RecordType.of(u16(end)),
        RecordClass.of(u16(end + 2))));
  }

  /** What OPT says, if there is one. */
  public Optional<Edns> edns() {
    if (opt < 0) {
      return Optional.empty();
    }
    int place = places[opt];
    OctetReader rdata = new OctetReader(octets, place + 10, end(place));
    return Optional.of(Edns.read(u16(place + 2), u32(place + 4), rdata));
  }

  /** Records in a section, without OPT. */
  public int count(Section section) {
    int count = u16(6 + 2 * section.ordinal());
    return section == Section.ADDITIONAL && opt >= 0 ? count - 1 : count;
  }

  private int first(Section section) {
    return switch (section) {
      case ANSWER -> 0;
      case AUTHORITY -> u16(6);
      case ADDITIONAL -> u16(6) + u16(8);
    };
  }

  /** The records of a section in order, without OPT; made anew at each call. */
  public List<WireRecord> records(Section section) {
    int from = first(section);
    int to = from + u16(6 + 2 * section.ordinal());
    if (from == to) {
      return List.of();
    }
    WireRecord[] records = new WireRecord[count(section)];
    int count = 0;
    int at = begin(from);
    Name owner = Name.ROOT;
    int pointer = -1; // with which the last owner began
    for (int i = from; i < to; i++) {
      int place = places[i];
      if (i != opt) {
        int first = u16(at);
        if (first < 0xc000 || first != pointer) {
          owner = Names.read(octets, 0, at, Names.scan(octets, 0, at, octets.length));
          pointer = first;
        }
        records[count++] = record(place, owner);
      }
      at = end(place);
    }
    return switch (count) {
      case 1 -> List.of(records[0]);
      case 2 -> List.of(records[0], records[1]);
      default -> List.of(records);
    };
  }

  private WireRecord record(int place, Name owner) {
    return new WireRecord(
        owner,
        RecordType.of(u16(place)),
        RecordClass.of(u16(place + 2)),
        u32(place + 4),
        layout(place).read(octets, 0, place + 10, end(place)));
  }

  /** Where the record's owner name begins. */
  private int begin(int index) {
    if (index > 0) {
      return end(places[index - 1]);
    }
    return u16(4) == 0
        ? HEADER_LENGTH
        : Names.end(Names.scan(octets, 0, HEADER_LENGTH, octets.length)) + 4;
  }

  private int end(int place) {
    return place + 10 + u16(place + 8);
  }

  /**
   * Encodes the message: as it was read or built if it fits, which keeps the names as compressed as
   * they are, else with all the compression there is.
   *
   * @param maxLength the most octets; an RRset of answer or authority that does not fit is left
   *     out with all that follows and TC is set, one of the additional section without TC (RFC
   *     2181 §9); OPT stays
   */
  public Octets toOctets(int maxLength) {
    OctetWriter out = new OctetWriter(maxLength);
    write(out);
    return out.toOctets();
  }

  /** As {@link #toOctets}, to {@code out}, which is reset or new and has the limit. */
  public void write(OctetWriter out) {
    if (asWritten && octets.length <= out.remaining()) {
      out.octets(octets, 0, octets.length);
      return;
    }
    int failed = write(out, places.length);
    if (failed < places.length) {
      out.rewind(0);
      write(out, rrsetBegin(failed));
    }
  }

  /** Writes the records before {@code stop}; returns the one that does not fit, or the last. */
  private int write(OctetWriter out, int stop) {
    int reserved = opt < 0 ? 0 : MessageWriter.OPT_LENGTH + u16(places[opt] + 8);
    boolean truncated = stop < first(Section.ADDITIONAL);
    out.beginSource();
    out.octets(octets, 0, HEADER_LENGTH);
    if (truncated) {
      out.setU16(2, u16(2) | Flags.TC);
    }
    int at = HEADER_LENGTH;
    if (u16(4) == 1) {
      at = out.nameOf(octets, 0, at);
      out.octets(octets, at, 4);
      at += 4;
    }
    boolean optWritten = opt < 0;
    int last = places.length - 1;
    for (int i = 0; i < stop; i++) {
      int place = places[i];
      if (i != opt) {
        if (i == last && !optWritten && u16(place) == RecordType.TSIG.code()) {
          writeRecord(out, places[opt] - 1, places[opt]);
          optWritten = true;
        }
        writeRecord(out, at, place);
        if (out.overflowed() || !optWritten && out.remaining() < reserved) {
          return i;
        }
      }
      at = end(place);
    }
    if (!optWritten) {
      writeRecord(out, places[opt] - 1, places[opt]);
    }
    if (stop < places.length) {
      setCounts(out, stop);
    }
    return places.length;
  }

  private void writeRecord(OctetWriter out, int owner, int place) {
    out.nameOf(octets, 0, owner);
    RdataLayout layout = layout(place);
    int end = end(place);
    if (layout.isOpaque()) {
      out.octets(octets, place, end - place);
      return;
    }
    out.octets(octets, place, 10);
    int from = out.offset();
    layout.copy(out, octets, 0, place + 10, end);
    if (!out.overflowed()) {
      out.setU16(from - 2, out.offset() - from);
    }
  }

  private void setCounts(OctetWriter out, int stop) {
    for (Section section : Section.values()) {
      int count = Math.max(0, Math.min(stop - first(section), u16(6 + 2 * section.ordinal())));
      boolean optCut = section == Section.ADDITIONAL && opt >= stop;
      out.setU16(6 + 2 * section.ordinal(), count + (optCut ? 1 : 0));
    }
  }

  /** The first record of the RRset that the record {@code index} is in. */
  private int rrsetBegin(int index) {
    int section = index < u16(6) ? 0 : index < u16(6) + u16(8) ? u16(6) : u16(6) + u16(8);
    int begin = index;
    Name owner = owner(index);
    while (begin > section
        && u16(places[begin - 1]) == u16(places[index])
        && owner(begin - 1).equals(owner)) {
      begin--;
    }
    return begin;
  }

  private Name owner(int index) {
    int at = begin(index);
    return Names.read(octets, 0, at, Names.scan(octets, 0, at, octets.length));
  }

  /** The octets as they were parsed or built. */
  public Octets toOctets() {
    return Octets.wrap(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message m
        && u16(0) == m.u16(0)
        && u16(2) == m.u16(2)
        && question().equals(m.question())
        && edns().equals(m.edns())
        && rcode().equals(m.rcode())
        && records(Section.ANSWER).equals(m.records(Section.ANSWER))
        && records(Section.AUTHORITY).equals(m.records(Section.AUTHORITY))
        && records(Section.ADDITIONAL).equals(m.records(Section.ADDITIONAL));
  }

  @Override
  public int hashCode() {
    return Objects.hash(u16(0), u16(2), question(), records(Section.ANSWER));
  }

  /** Header, question and records, a line each, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(header().opcode()).append(' ').append(rcode()).append(' ').append(header());
    question().ifPresent(question -> text.append("\n? ").append(question));
    edns().ifPresent(edns -> text.append('\n').append(edns));
    for (Section section : Section.values()) {
      for (WireRecord one : records(section)) {
        text.append('\n').append(section).append(' ').append(one);
      }
    }
    return text.toString();
  }

  /** Puts a message together. For one thread. */
  public static final class Builder {
    private final Header header;
    private final List<Question> questions = new ArrayList<>(1);
    private final List<List<WireRecord>> sections =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private Optional<Edns> edns = Optional.empty();
    private Rcode rcode;

    private Builder(Header header) {
      this.header = header;
      this.rcode = Rcode.of(header.rcodeBits());
    }

    /** Sets the question; one that was set before is forgotten. */
    public Builder question(Question question) {
      questions.clear();
      questions.add(question);
      return this;
    }

    /** Adds a record to the end of a section; OPT is {@link #edns}. */
    public Builder record(Section section, WireRecord record) {
      if (record.type() == RecordType.OPT) {
        throw new IllegalArgumentException("OPT is no record of a section here");
      }
      sections.get(section.ordinal()).add(record);
      return this;
    }

    /** Sets what OPT says. */
    public Builder edns(Edns what) {
      edns = Optional.of(what);
      return this;
    }

    /** Sets the outcome, 0 to 4095, or 0 to 15 without EDNS. */
    public Builder rcode(Rcode outcome) {
      rcode = outcome;
      return this;
    }

    /**
     * Makes the message.
     *
     * @throws WireFormatException if RDATA is not well formed
     * @throws IllegalStateException if it would be longer than 65535 octets, or has a rcode over
     *     15 without EDNS
     */
    public Message build(RdataLayouts layouts) {
      if (rcode.code() > 4095 || rcode.code() > 15 && edns.isEmpty()) {
        throw new IllegalStateException("rcode " + rcode + " needs EDNS");
      }
      MessageWriter writer = new MessageWriter(new OctetWriter(OctetWriter.MAX_MESSAGE));
      writer.begin(header.id(), OctetWriter.MAX_MESSAGE);
      for (Question question : questions) {
        writer.question(question.name(), question.type(), question.rclass());
      }
      for (Section section : Section.values()) {
        writer.section(section.ordinal());
        List<WireRecord> records = sections.get(section.ordinal());
        for (int i = 0; i < records.size(); i++) {
          WireRecord one = records.get(i);
          boolean tsig = section == Section.ADDITIONAL
              && i == records.size() - 1
              && one.type() == RecordType.TSIG;
          if (tsig) {
            writeEdns(writer);
          }
          write(writer, one, layouts);
          if (tsig) {
            return end(writer, layouts);
          }
        }
      }
      writeEdns(writer);
      return end(writer, layouts);
    }

    private static void write(MessageWriter writer, WireRecord one, RdataLayouts layouts) {
      RdataLayout layout = layouts.of(one.type());
      writer.record(one.owner(), one.type(), one.rclass(), one.ttl(), one.rdata(), layout);
    }

    private void writeEdns(MessageWriter writer) {
      if (edns.isPresent()) {
        Edns e = edns.get();
        writer.opt(e.payloadSize(), e.version(), e.flags(), rcode);
        for (EdnsOption option : e.options()) {
          writer.option(option.code(), option.data());
        }
      }
    }

    private Message end(MessageWriter writer, RdataLayouts layouts) {
      if (writer.overflowed()) {
        throw new IllegalStateException("message longer than 65535 octets");
      }
      writer.finish(header.flags(), rcode);
      return new Message(writer.octets().toArray(), layouts);
    }
  }
}
