package org.polderdns.zone.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.polderdns.records.Rdata;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;

/**
 * A reply as text: the header's outcome and flags, and the records of each section, sorted.
 *
 * @param header {@code NOERROR aa tc}
 * @param sections answer, authority and additional without OPT; empty if they are not compared
 */
public record Reply(String header, List<List<String>> sections) {
  static final List<String> SECTIONS = List.of("answer", "authority", "additional");

  static Reply parse(String[] words, Map<String, List<String>> sections) {
    List<String> header = new ArrayList<>(Arrays.asList(words).subList(1, words.length));
    if (header.remove("any-sections")) {
      return new Reply(String.join(" ", header), List.of());
    }
    return new Reply(
        String.join(" ", header),
        SECTIONS.stream()
            .map(name -> sections.getOrDefault(name, List.of()).stream()
                .map(Reply::normal)
                .sorted()
                .toList())
            .toList());
  }

  /** A record's text as the printer would have it. */
  private static String normal(String line) {
    String[] parts = line.trim().split(" +", 4);
    RecordType type = RecordType.parse(parts[2]);
    Rdata rdata = Rdata.parse(type, parts.length == 4 ? parts[3] : "");
    return print(Name.parse(parts[0]), Long.parseLong(parts[1]), rdata);
  }

  private static String print(Name owner, long ttl, Rdata rdata) {
    return owner + " " + ttl + " " + rdata.type() + " " + rdata.print();
  }

  /** A reply out of a message; fails if it is not one to {@code question}. */
  public static Reply read(byte[] message, int length, Question question) {
    OctetReader in = new OctetReader(message, 0, length);
    check(in.u16() == Question.ID, "ID");
    int flags = in.u16();
    check((flags & Flags.QR) != 0 && (flags & Flags.RD) != 0, "QR and RD");
    check((flags & (Flags.RA | Flags.AD | Flags.CD | 0x40)) == 0, "RA, Z, AD, CD");
    check(in.u16() == 1, "one question");
    int[] counts = {in.u16(), in.u16(), in.u16()};
    check(in.name().equalsCase(question.name()), "name asked, in its case");
    check(in.u16() == question.type().code() && in.u16() == question.rclass().code(), "question");
    List<List<String>> sections = new ArrayList<>();
    int extended = 0;
    boolean opt = false;
    for (int count : counts) {
      List<String> records = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Name owner = in.name();
        RecordType type = RecordType.of(in.u16());
        int rclass = in.u16();
        long ttl = in.u32();
        Octets rdata = RdataFormats.of(type).layout().read(in, in.u16());
        if (type == RecordType.OPT) {
          check(owner.isRoot() && !opt && question.size() > 0, "one OPT, if asked with one");
          check((ttl & 0xffff) == (question.dnssecOk() ? 0x8000 : 0), "DO as asked");
          opt = true;
          extended = (int) (ttl >> 24) << 4;
        } else {
          check(rclass == 1, "class IN");
          records.add(print(owner, ttl, new Rdata(type, rdata)));
        }
      }
      sections.add(records.stream().sorted().toList());
    }
    in.expectEnd("message");
    check(opt == question.size() > 0, "OPT if asked with one");
    String header = new Rcode(extended | flags & Flags.RCODE)
        + ((flags & Flags.AA) != 0 ? " aa" : "")
        + ((flags & Flags.TC) != 0 ? " tc" : "");
    return new Reply(header, sections);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("expected in the reply: " + what);
    }
  }

  /** This reply with what the other does not compare left out. */
  public Reply comparedWith(Reply other) {
    return other.sections.isEmpty() ? new Reply(header, List.of()) : this;
  }

  /** As it stands in a scenario. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("reply ").append(header).append('\n');
    for (int i = 0; i < sections.size(); i++) {
      if (!sections.get(i).isEmpty()) {
        out.append(SECTIONS.get(i)).append('\n');
        sections.get(i).forEach(line -> out.append("    ").append(line).append('\n'));
      }
    }
    return out.toString();
  }
}
