package org.polderdns.server.cache;

import org.polderdns.wire.Flags;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.Query;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/** Questions and replies to them, as octets. */
final class Questions {
  static final int NO_EDNS = 0;

  private Questions() {}

  static byte[] of(String name) {
    return of(1, name, RecordType.A, 0, NO_EDNS, false);
  }

  /**
   * A question.
   *
   * @param payload what EDNS offers to take, or {@link #NO_EDNS}
   * @param options codes of EDNS options, sent with eight octets each
   */
  static byte[] of(
      int id,
      String name,
      RecordType type,
      int flags,
      int payload,
      boolean dnssecOk,
      int... options) {
    MessageWriter writer = new MessageWriter(new OctetWriter(512));
    writer.begin(id, 512);
    writer.question(Name.parse(name), type, RecordClass.IN);
    if (payload != NO_EDNS) {
      writer.opt(payload, Rcode.NOERROR, dnssecOk);
      for (int option : options) {
        writer.option(option, Octets.of(1, 2, 3, 4, 5, 6, 7, 8));
      }
    }
    writer.finish(flags, Rcode.NOERROR);
    return writer.octets().toArray();
  }

  static Query read(byte[] question) {
    Query query = new Query();
    query.read(question, 0, question.length);
    return query;
  }

  /** A reply with an address for each TTL, in which four octets are those of a number. */
  static byte[] reply(byte[] question, int number, Rcode rcode, long... ttls) {
    MessageWriter writer = new MessageWriter(new OctetWriter(1000));
    Query query = read(question);
    writer.begin(query, 1000);
    writer.reserve(MessageWriter.OPT_LENGTH);
    writer.section(MessageWriter.ANSWER);
    Octets address =
        Octets.of(number >>> 24, number >>> 16 & 0xff, number >>> 8 & 0xff, number & 0xff);
    for (long ttl : ttls) {
      writer.record(query.qname(), RecordType.A, RecordClass.IN, ttl, address, RdataLayout.OPAQUE);
    }
    writer.opt(1232, rcode, false);
    writer.finish(Flags.QR, rcode);
    return writer.octets().toArray();
  }

  /** The number in a reply of {@link #reply} with one TTL. */
  static int number(byte[] reply, int length) {
    int at = length - MessageWriter.OPT_LENGTH - 4;
    return (reply[at] & 0xff) << 24
        | (reply[at + 1] & 0xff) << 16
        | (reply[at + 2] & 0xff) << 8
        | reply[at + 3] & 0xff;
  }
}
