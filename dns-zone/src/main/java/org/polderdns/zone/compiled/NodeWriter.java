package org.polderdns.zone.compiled;

import java.util.Arrays;
import org.polderdns.wire.RdataLayouts;
import org.polderdns.wire.RecordType;

/** Lays out a node as {@link Blocks} says. For one thread, and one zone after the other. */
final class NodeWriter {
  private final RRsetWriter rrsets;
  private byte[] block = new byte[64 << 10];
  private int length;

  /** For nodes of the zone of that name, as it was given. */
  NodeWriter(byte[] apex, RdataLayouts layouts) {
    this(layouts);
    rrsets.apex(apex, NameKey.lower(apex));
  }

  /** For nodes of any zone. */
  NodeWriter(RdataLayouts layouts) {
    this.rrsets = new RRsetWriter(layouts);
  }

  /** As {@link RRsetWriter#apex}. */
  void apex(byte[] given, byte[] lower) {
    rrsets.apex(given, lower);
  }

  /** The node written last; what is behind {@link #length()} means nothing. */
  byte[] block() {
    return block;
  }

  int length() {
    return length;
  }

  /** As the other, with a name that is an array of its own. */
  void write(byte[] given, int children, NodeRecords records) {
    write(given, given.length, children, records);
  }

  /**
   * Writes a node.
   *
   * @param given begins with the name without the apex, as it was given
   * @param nameLength octets of it
   * @param children names one label below
   */
  void write(byte[] given, int nameLength, int children, NodeRecords records) {
    records.removeRepeated();
    int room = Blocks.NODE_HEADER + 2 * nameLength + RRsetWriter.bound(records);
    if (block.length < room) {
      block = new byte[Math.max(room, 2 * block.length)];
    }
    int labels = 0;
    for (int at = 0; at < nameLength; at += 1 + given[at]) {
      labels++;
    }
    block[0] = (byte) nameLength;
    block[1] = (byte) labels;
    Words.put32(block, 6, children);
    int name = Blocks.NODE_HEADER;
    length = name + nameLength;
    System.arraycopy(given, 0, block, name, nameLength);
    Words.lower(block, name, length);
    boolean mixed = !Arrays.equals(block, name, length, given, 0, nameLength);
    if (mixed) {
      System.arraycopy(given, 0, block, length, nameLength);
      length += nameLength;
    }
    int count = 0;
    boolean stray = false;
    boolean onlyOverNsec3 = records.count() > 0;
    int flags = mixed ? Blocks.MIXED_CASE : 0;
    for (int i = 0; i < records.count(); i++) {
      int type = records.type(i);
      if (type == RecordType.RRSIG.code()) {
        stray |= RRsetWriter.isStray(records, i);
        onlyOverNsec3 &= records.covered(i) == RecordType.NSEC3.code();
      } else if (isFirst(records, i)) {
        length = rrsets.write(records, type, true, block, length);
        count++;
        flags |= flag(type, labels);
      }
    }
    if (count == 0 ? onlyOverNsec3 : (flags & Blocks.NSEC3) != 0 && count == 1) {
      flags |= Blocks.HASHED;
    }
    if (stray) {
      length = rrsets.write(records, RecordType.RRSIG.code(), false, block, length);
      count++;
    }
    if (nameLength >= 2 && block[name] == 1 && block[name + 1] == '*') {
      flags |= Blocks.WILDCARD;
    }
    Words.put16(block, 2, count);
    Words.put16(block, 4, flags);
  }

  private static boolean isFirst(NodeRecords records, int record) {
    for (int i = 0; i < record; i++) {
      if (records.type(i) == records.type(record)) {
        return false;
      }
    }
    return true;
  }

  private static int flag(int type, int labels) {
    return switch (type) {
      case 2 -> labels > 0 ? Blocks.CUT : 0;
      case 39 -> Blocks.DNAME;
      case 47 -> Blocks.NSEC;
      case 50 -> Blocks.NSEC3;
      default -> 0;
    };
  }
}
