package org.polderdns.server.cache;

import org.polderdns.wire.Flags;
import org.polderdns.wire.Opcode;
import org.polderdns.wire.Query;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.compiled.NameKey;

/**
 * All of a question that its reply depends on, save the ID and the case of the name: the name, type
 * and class, RD and CD, transport, EDNS, DO, and the longest reply that may be sent. To be set again
 * for question after question, by one thread.
 */
final class QuestionKey {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private static final int MAX_TCP = 65535;

  private static final int TCP = 1;
  private static final int EDNS = 2;
  private static final int DO = 4;
  private static final int RD = 8;
  private static final int CD = 16;

  private final NameKey name = new NameKey();
  private int type;
  private int variant;
  private long hash;

  /**
   * Sets the key to a question that could be read.
   *
   * @param udpLimit octets of a UDP reply at most, whatever the client takes
   * @return false if no reply is kept for such a question
   */
  boolean set(Query query, boolean tcp, int udpLimit) {
    if (query.opcode() != Opcode.QUERY.code() || isPersonal(query)) {
      return false;
    }
    byte[] octets = query.octets();
    int at = query.start() + Query.HEADER_LENGTH;
    int length = query.questionLength() - 4;
    type = u16(octets, at + length) << 16 | u16(octets, at + length + 2);
    if (type >>> 16 == RecordType.AXFR.code() || type >>> 16 == RecordType.IXFR.code()) {
      return false;
    }
    name.set(octets, at, length);
    int flags = query.flags();
    int limit = tcp ? MAX_TCP : Math.min(udpLimit, query.payloadSize());
    variant = limit << 8
        | (tcp ? TCP : 0)
        | (query.hasEdns() ? EDNS : 0)
        | (query.dnssecOk() ? DO : 0)
        | ((flags & Flags.RD) != 0 ? RD : 0)
        | ((flags & Flags.CD) != 0 ? CD : 0);
    // The hash of the name differs from process to process, so that nobody can ask for collisions.
    long mixed = (name.hash(name.labels()) ^ ((long) type << 32 | variant)) * FACTOR;
    mixed = (mixed ^ mixed >>> 32) * FACTOR;
    hash = mixed ^ mixed >>> 29;
    return true;
  }

  /** Whether the reply is meant for this client, or has something that others' replies have not. */
  private static boolean isPersonal(Query query) {
    return query.hasTsig()
        || query.wantsNsid()
        || query.hasKeepalive()
        || query.hasPadding()
        || query.hasCookie()
        || query.hasClientSubnet();
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  long hash() {
    return hash;
  }

  /** Type and class. */
  int type() {
    return type;
  }

  /** Limit, transport and flags. */
  int variant() {
    return variant;
  }

  /** Octets of the name. */
  int nameLength() {
    return name.length();
  }

  /** The name in lower case; what is behind {@link #nameLength} means nothing. */
  byte[] name() {
    return name.octets();
  }
}
