package org.polderdns.server.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.polderdns.records.Rdata;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.EdnsOption;
import org.polderdns.wire.Flags;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/** Prints a response for people, in the form that is known from dig. */
final class ResponsePrinter {
  private static final String[] SECTIONS = {"ANSWER", "AUTHORITY", "ADDITIONAL"};

  private final OctetReader reader;
  private final PrintStream out;
  private final StringBuilder text = new StringBuilder();
  private int extendedRcode;
  private String edns = "";

  private ResponsePrinter(byte[] message, PrintStream out) {
    this.reader = new OctetReader(message);
    this.out = out;
  }

  /**
   * Prints all of it.
   *
   * @throws WireFormatException if it is malformed; nothing was printed then
   */
  static void print(byte[] message, PrintStream out) {
    new ResponsePrinter(message, out).all();
  }

  /**
   * Prints the data of the answer section, a line a record.
   *
   * @throws WireFormatException if it is malformed
   */
  static void printShort(byte[] message, PrintStream out) {
    ResponsePrinter printer = new ResponsePrinter(message, out);
    printer.reader.skip(4);
    int questions = printer.reader.u16();
    int answers = printer.reader.u16();
    printer.reader.skip(4);
    for (int i = 0; i < questions; i++) {
      printer.reader.name();
      printer.reader.skip(4);
    }
    for (int i = 0; i < answers; i++) {
      printer.reader.name();
      RecordType type = RecordType.of(printer.reader.u16());
      printer.reader.skip(6);
      out.println(printer.rdata(type).print());
    }
  }

  private void all() {
    int id = reader.u16();
    int flags = reader.u16();
    int[] counts = {reader.u16(), reader.u16(), reader.u16(), reader.u16()};
    StringBuilder question = new StringBuilder();
    for (int i = 0; i < counts[0]; i++) {
      Name name = reader.name();
      RecordType type = RecordType.of(reader.u16());
      RecordClass rclass = RecordClass.of(reader.u16());
      question.append(';').append(name).append('\t').append(rclass).append('\t').append(type);
      question.append('\n');
    }
    for (int i = 0; i < SECTIONS.length; i++) {
      section(SECTIONS[i], counts[i + 1]);
    }
    Rcode rcode = new Rcode(extendedRcode << 4 | flags & Flags.RCODE);
    out.println(";; ->>HEADER<<- opcode: " + new Opcode(Flags.opcode(flags)) + ", status: " + rcode
        + ", id: " + id);
    out.println(";; flags:" + words(flags) + "; QUERY: " + counts[0] + ", ANSWER: " + counts[1]
        + ", AUTHORITY: " + counts[2] + ", ADDITIONAL: " + counts[3]);
    out.print(edns);
    out.println("\n;; QUESTION SECTION:");
    out.print(question);
    out.println(text);
  }

  private static String words(int flags) {
    StringBuilder words = new StringBuilder();
    int[] bits = {Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD};
    String[] names = {"qr", "aa", "tc", "rd", "ra", "ad", "cd"};
    for (int i = 0; i < bits.length; i++) {
      if ((flags & bits[i]) != 0) {
        words.append(' ').append(names[i]);
      }
    }
    return words.toString();
  }

  private void section(String title, int count) {
    int before = text.length();
    for (int i = 0; i < count; i++) {
      Name owner = reader.name();
      RecordType type = RecordType.of(reader.u16());
      if (type == RecordType.OPT) {
        opt();
        continue;
      }
      RecordClass rclass = RecordClass.of(reader.u16());
      long ttl = reader.u32();
      text.append(owner).append('\t').append(ttl).append('\t').append(rclass).append('\t');
      text.append(type).append('\t').append(rdata(type).print()).append('\n');
    }
    if (text.length() > before) {
      text.insert(before, "\n;; " + title + " SECTION:\n");
    }
  }

  private Rdata rdata(RecordType type) {
    int length = reader.u16();
    return new Rdata(type, RdataFormats.layouts().of(type).read(reader, length));
  }

  private void opt() {
    int payload = reader.u16();
    extendedRcode = reader.u8();
    int version = reader.u8();
    int flags = reader.u16();
    StringBuilder line = new StringBuilder("; EDNS: version: " + version + ", flags:");
    line.append((flags & 0x8000) != 0 ? " do" : "")
        .append("; udp: ")
        .append(payload)
        .append('\n');
    int old = reader.limit(reader.u16());
    while (reader.remaining() > 0) {
      int code = reader.u16();
      Octets data = reader.octets(reader.u16());
      if (code == EdnsOption.NSID) {
        String readable = new String(data.toArray(), StandardCharsets.US_ASCII);
        line.append("; NSID: ").append(data).append(" (\"").append(readable).append("\")\n");
      } else {
        line.append("; OPT=").append(code).append(": ").append(data).append('\n');
      }
    }
    reader.restoreLimit(old);
    edns = line.toString();
  }
}
