package org.polderdns.zone.compiled;

import static org.polderdns.zone.compiled.Words.s32;
import static org.polderdns.zone.compiled.Words.u16;
import static org.polderdns.zone.compiled.Words.u8;

/**
 * The layout of a node in octets. All of a node stands in one piece, so that finding a name and
 * copying its records touches few cache lines. Numbers are little-endian but those within records,
 * which are as on the wire.
 *
 * <pre>
 *  node    0  octets of the name without the zone's apex, 0 to 254
 *          1  labels of it
 *          2  RRsets (16 bits)
 *          4  flags (16 bits)
 *          6  names one label below this one (32 bits); not counted for the apex
 *         10  the name in lower case, without the zone's apex and without a last 0
 *             the name again as it was given, if that is different
 *             the RRsets, one after the other
 *
 *  RRset   0  type (16 bits)
 *          2  records (16 bits)
 *          4  octets of the records (16 bits)
 *          6  octets of their RRSIG records (16 bits)
 *          8  RRSIG records (8 bits)
 *          9  fixups (8 bits)
 *         10  targets (8 bits)
 *         11  flags (8 bits)
 *         12  fixups, 16 bits each: where in the records a compression pointer stands. If its
 *             upper bit is set the pointer is to a place in these records and has to be raised by
 *             where they begin in the message; if not it is to be set to the zone's apex.
 *             if there are targets: octets of all of them (16 bits), then each:
 *               0  where in the records its name begins, NO_PLACE if it is the apex (16 bits)
 *               2  octets of its name without the apex (8 bits)
 *               3  flags (8 bits)
 *               4  the hash of the name (64 bits)
 *              12  the name in lower case, without the apex
 *             the records as in a message, owner a pointer to the question's name
 *             the RRSIG records that cover them, likewise
 *
 *  plain RRset: an RRset that cannot be answered by copying, for its size; after the 12 octets above
 *         12  octets that follow (32 bits)
 *         16  TTL, records, RRSIG records (32 bits each)
 *         28  the RDATA of each, uncompressed: length (16 bits) and octets
 * </pre>
 */
final class Blocks {
  static final int NODE_HEADER = 10;
  static final int RRSET_HEADER = 12;
  static final int PLAIN_HEADER = 28;
  static final int TARGET_HEADER = 12;

  /** A target's place if it is the apex. */
  static final int NO_PLACE = 0xffff;

  /** What a fixup that is set to the apex holds. */
  static final int APEX_POINTER = 0xffff;

  // Flags of a node.
  static final int CUT = 1; // owns NS, and is not the apex
  static final int DNAME = 2;
  static final int WILDCARD = 4; // its first label is an asterisk
  static final int HASHED = 8; // owns an NSEC3, RRSIGs over one, or both, and nothing else
  static final int NSEC = 16;
  static final int NSEC3 = 32;
  static final int MIXED_CASE = 64; // the name follows as it was given
  static final int REMOVED = 128; // it is no node any more, whatever the base has

  // Flags of an RRset.
  static final int PLAIN = 1;
  static final int UNTARGETED = 2; // what goes with it cannot be told from its targets

  // Flags of a target.
  static final int OWNER = 1; // the RRset's owner, whatever name it goes by

  private Blocks() {}

  static int nameLength(byte[] block, int node) {
    return u8(block, node);
  }

  static int labels(byte[] block, int node) {
    return u8(block, node + 1);
  }

  static int rrsets(byte[] block, int node) {
    return u16(block, node + 2);
  }

  static int flags(byte[] block, int node) {
    return u16(block, node + 4);
  }

  static int children(byte[] block, int node) {
    return s32(block, node + 6);
  }

  static void countChild(byte[] block, int node, int more) {
    Words.put32(block, node + 6, children(block, node) + more);
  }

  /** Where the name stands as it was given. */
  static int givenName(byte[] block, int node) {
    boolean mixed = (flags(block, node) & MIXED_CASE) != 0;
    return node + NODE_HEADER + (mixed ? nameLength(block, node) : 0);
  }

  static int firstRRset(byte[] block, int node) {
    return givenName(block, node) + nameLength(block, node);
  }

  static int type(byte[] block, int rrset) {
    return u16(block, rrset);
  }

  static int records(byte[] block, int rrset) {
    return u16(block, rrset + 2);
  }

  static int dataLength(byte[] block, int rrset) {
    return u16(block, rrset + 4);
  }

  static int signatureLength(byte[] block, int rrset) {
    return u16(block, rrset + 6);
  }

  static int signatures(byte[] block, int rrset) {
    return u8(block, rrset + 8);
  }

  static int fixups(byte[] block, int rrset) {
    return u8(block, rrset + 9);
  }

  static int targets(byte[] block, int rrset) {
    return u8(block, rrset + 10);
  }

  static int rrsetFlags(byte[] block, int rrset) {
    return u8(block, rrset + 11);
  }

  static boolean isPlain(byte[] block, int rrset) {
    return (rrsetFlags(block, rrset) & PLAIN) != 0;
  }

  /** Where the first target stands. */
  static int firstTarget(byte[] block, int rrset) {
    return rrset + RRSET_HEADER + 2 * fixups(block, rrset) + 2;
  }

  static int nextTarget(byte[] block, int target) {
    return target + TARGET_HEADER + u8(block, target + 2);
  }

  /** Where the records begin. */
  static int data(byte[] block, int rrset) {
    int at = rrset + RRSET_HEADER + 2 * fixups(block, rrset);
    return targets(block, rrset) == 0 ? at : at + 2 + u16(block, at);
  }

  static int nextRRset(byte[] block, int rrset) {
    return isPlain(block, rrset)
        ? rrset + RRSET_HEADER + 4 + s32(block, rrset + RRSET_HEADER)
        : data(block, rrset) + dataLength(block, rrset) + signatureLength(block, rrset);
  }

  /** Behind the last octet of a node. */
  static int end(byte[] block, int node) {
    int at = firstRRset(block, node);
    for (int left = rrsets(block, node); left > 0; left--) {
      at = nextRRset(block, at);
    }
    return at;
  }

  /** Where the RRset of a type stands, or -1. */
  static int find(byte[] block, int node, int type) {
    int at = firstRRset(block, node);
    for (int left = rrsets(block, node); left > 0; left--) {
      if (type(block, at) == type) {
        return at;
      }
      at = nextRRset(block, at);
    }
    return -1;
  }
}
