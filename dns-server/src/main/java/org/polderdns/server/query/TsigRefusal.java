package org.polderdns.server.query;

import org.polderdns.wire.Flags;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/** The reply to a question signed with a key that is not known here (RFC 8945 §5.2.1). */
final class TsigRefusal {
  private static final int BADKEY = 17;

  private TsigRefusal() {}

  /** Writes NOTAUTH with an unsigned TSIG of error BADKEY, or FORMERR if the TSIG is broken. */
  static int write(Query query, MessageWriter writer, int limit) {
    int flags = Flags.QR | query.flags() & (Flags.OPCODE | Flags.RD);
    Name key;
    Octets rdata;
    try {
      OctetReader reader = new OctetReader(query.octets(), query.start(), query.octets().length);
      reader.seek(query.tsigOffset());
      key = reader.name();
      reader.skip(2 + 2 + 4);
      int length = reader.u16();
      reader.limit(length);
      Name algorithm = reader.uncompressedName();
      long time = reader.u48();
      int fudge = reader.u16();
      reader.skip(reader.u16());
      reader.u16();
      reader.u16();
      reader.skip(reader.u16());
      reader.expectEnd("TSIG");
      rdata = refusal(algorithm, time, fudge, query.id());
    } catch (WireFormatException e) {
      writer.begin(query.id(), limit);
      return writer.finish(flags, Rcode.FORMERR);
    }
    writer.begin(query, limit);
    writer.section(MessageWriter.ADDITIONAL);
    writer.record(key, RecordType.TSIG, RecordClass.ANY, 0, rdata, RdataLayout.OPAQUE);
    return writer.finish(flags, Rcode.NOTAUTH);
  }

  private static Octets refusal(Name algorithm, long time, int fudge, int id) {
    OctetWriter out = new OctetWriter(Name.MAX_LENGTH + 16);
    out.uncompressedName(algorithm);
    out.u48(time);
    out.u16(fudge);
    out.u16(0); // no MAC
    out.u16(id);
    out.u16(BADKEY);
    out.u16(0);
    return out.toOctets();
  }
}
