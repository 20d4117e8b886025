package org.polderdns.zone.compiled;

import java.util.Arrays;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RdataLayouts;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/**
 * Lays out an RRset as {@link Blocks} says, ready to be copied into messages: names in RDATA that
 * may be compressed lose the zone's apex, or what an earlier name of the same RRset has.
 */
final class RRsetWriter {
  /** Longer ones are not answered by copying; compression pointers reach 16383. */
  private static final int MAX_DATA = 16000;

  private static final int MAX_COUNT = 255;
  private static final int MAX_PLACES = 64;
  private static final int QUESTION_NAME = 0xc00c;

  private byte[] apex = {0}; // as it was given
  private byte[] lowerApex = {0};
  private final RdataLayouts layouts;

  private byte[] data = new byte[MAX_DATA + 1024];
  private int length;
  private boolean overflow;
  private final int[] fixups = new int[MAX_COUNT];
  private int fixupCount;
  private byte[] targets = new byte[4 << 10];
  private int targetsLength;
  private int targetCount;
  private boolean untargeted;

  // Names written that a later one may point to: where they stand in the source and in data.
  private final int[] suffixAt = new int[MAX_PLACES];
  private final int[] suffixEnd = new int[MAX_PLACES];
  private final int[] suffixPlace = new int[MAX_PLACES];
  private int suffixes;

  private final byte[] name = new byte[256 + 8];
  private final NameKey key = new NameKey();

  RRsetWriter(RdataLayouts layouts) {
    this.layouts = layouts;
  }

  /**
   * Says which zone the RRsets are of.
   *
   * @param given its name as it was given
   * @param lower its name in lower case
   */
  void apex(byte[] given, byte[] lower) {
    apex = given;
    lowerApex = lower;
  }

  /** Room that {@link #write} needs at most for these records. */
  static int bound(NodeRecords records) {
    int total = 0;
    for (int i = 0; i < records.count(); i++) {
      total += records.length(i) + 300;
    }
    return total + 1024;
  }

  /**
   * Writes the RRset of a type with the RRSIGs that cover it.
   *
   * @param signed whether RRSIGs that cover {@code type} belong to it; false for RRSIG itself
   * @return behind the last octet written
   */
  int write(NodeRecords records, int type, boolean signed, byte[] out, int at) {
    reset();
    int count = 0;
    int ttl = 0;
    for (int i = 0; i < records.count(); i++) {
      if (isMember(records, i, type, signed)) {
        ttl = count++ == 0 ? records.ttl(i) : ttl;
        record(records, i, type, ttl);
      }
    }
    int dataLength = length;
    int signatures = 0;
    for (int i = 0; signed && i < records.count(); i++) {
      if (records.type(i) == RecordType.RRSIG.code() && records.covered(i) == type) {
        signatures++;
        record(records, i, RecordType.RRSIG.code(), ttl);
      }
    }
    if (overflow || count > 0xffff || signatures > MAX_COUNT) {
      return writePlain(records, type, ttl, signed, out, at);
    }
    Words.put16(out, at, type);
    Words.put16(out, at + 2, count);
    Words.put16(out, at + 4, dataLength);
    Words.put16(out, at + 6, length - dataLength);
    out[at + 8] = (byte) signatures;
    out[at + 9] = (byte) fixupCount;
    out[at + 10] = (byte) targetCount;
    out[at + 11] = (byte) (untargeted ? Blocks.UNTARGETED : 0);
    int next = at + Blocks.RRSET_HEADER;
    for (int i = 0; i < fixupCount; i++, next += 2) {
      Words.put16(out, next, fixups[i]);
    }
    if (targetCount > 0) {
      Words.put16(out, next, targetsLength);
      System.arraycopy(targets, 0, out, next + 2, targetsLength);
      next += 2 + targetsLength;
    }
    System.arraycopy(data, 0, out, next, length);
    return next + length;
  }

  private void reset() {
    length = 0;
    overflow = false;
    fixupCount = 0;
    targetsLength = 0;
    targetCount = 0;
    untargeted = false;
    suffixes = 0;
  }

  private static boolean isMember(NodeRecords records, int record, int type, boolean signed) {
    return records.type(record) == type && (signed || isStray(records, record));
  }

  /** Whether an RRSIG covers nothing that is there; such are an RRset of their own. */
  static boolean isStray(NodeRecords records, int record) {
    int covered = records.covered(record);
    return covered == RecordType.RRSIG.code() || !records.has(covered);
  }

  private void record(NodeRecords records, int record, int type, int ttl) {
    int rdata = records.start(record);
    int rdataLength = records.length(record);
    if (overflow || length + 12 + rdataLength > MAX_DATA) {
      overflow = true;
      return;
    }
    Words.putNet16(data, length, QUESTION_NAME);
    Words.putNet16(data, length + 2, type);
    Words.putNet16(data, length + 4, RecordClass.IN.code());
    Words.putNet32(data, length + 6, ttl);
    int start = length + 12;
    length = start;
    RdataLayout layout = layouts.of(RecordType.of(type));
    int at = rdata;
    int end = rdata + rdataLength;
    for (int i = 0; i < layout.steps() && at < end; i++) {
      int step = layout.step(i);
      if (step <= RdataLayout.COMPRESSIBLE_NAME) {
        int size = nameLength(records.data(), at, end);
        if (size == 0) {
          overflow = true; // not of this layout
          return;
        }
        int place = length;
        if (step == RdataLayout.COMPRESSIBLE_NAME) {
          place = compress(records.data(), at, size);
        } else {
          copy(records.data(), at, size);
        }
        target(type, records.data(), at, size, place);
        at += size;
      } else {
        int size = step == RdataLayout.CHARACTER_STRING ? 1 + (records.data()[at] & 0xff) : step;
        size = Math.min(size, end - at);
        copy(records.data(), at, size);
        at += size;
      }
    }
    int rest = length;
    copy(records.data(), at, end - at);
    Words.putNet16(data, start - 2, length - start);
    if (type == RecordType.SVCB.code() || type == RecordType.HTTPS.code()) {
      service(type, records.data(), rdata, end, rest);
    }
  }

  private void copy(byte[] source, int from, int size) {
    System.arraycopy(source, from, data, length, size);
    length += size;
  }

  /** Octets of an uncompressed name, 0 if there is none before {@code end}. */
  private static int nameLength(byte[] octets, int from, int end) {
    for (int at = from; at < end; at += 1 + octets[at]) {
      if (octets[at] == 0) {
        return at + 1 - from;
      }
      if (octets[at] < 0 || octets[at] > 63) {
        return 0;
      }
    }
    return 0;
  }

  /** Writes a name and tells where a pointer to it has to point. */
  private int compress(byte[] source, int from, int size) {
    int start = length;
    int end = from + size;
    for (int at = from; source[at] != 0; at += 1 + source[at]) {
      if (fixupCount < MAX_COUNT) {
        int rest = end - at;
        if (apex.length > 1
            && rest == apex.length
            && Arrays.equals(source, at, end, apex, 0, rest)) {
          pointer(Blocks.APEX_POINTER, length);
          return at == from ? Blocks.NO_PLACE : start;
        }
        int known = known(source, at, end);
        if (known >= 0) {
          pointer(0xc000 | known, length | 0x8000);
          return at == from ? known : start;
        }
        if (suffixes < MAX_PLACES) {
          suffixAt[suffixes] = at;
          suffixEnd[suffixes] = end;
          suffixPlace[suffixes++] = length;
        }
      }
      copy(source, at, 1 + source[at]);
    }
    data[length++] = 0;
    return size == 1 ? Blocks.NO_PLACE : start;
  }

  private int known(byte[] source, int from, int end) {
    for (int i = 0; i < suffixes; i++) {
      if (suffixEnd[i] - suffixAt[i] == end - from
          && Arrays.equals(source, suffixAt[i], suffixEnd[i], source, from, end)) {
        return suffixPlace[i];
      }
    }
    return -1;
  }

  private void pointer(int value, int fixup) {
    Words.putNet16(data, length, value);
    fixups[fixupCount++] = fixup;
    length += 2;
  }

  /** Notes a host in the zone whose addresses go with the record, or the name a CNAME leads to. */
  private void target(int type, byte[] source, int from, int size, int place) {
    if (!namesHost(type)) {
      return;
    }
    System.arraycopy(source, from, name, 0, size);
    Words.lower(name, 0, size);
    int relative = size - apex.length;
    if (relative < 0 || !endsInApex(relative, size)) {
      return;
    }
    if (isTarget(relative)) {
      return;
    }
    if (isOwnerTarget()
        || targetCount == MAX_COUNT
        || targetsLength + Blocks.TARGET_HEADER + relative > 0xffff) {
      untargeted = true;
      return;
    }
    int next = targetsLength + Blocks.TARGET_HEADER + relative;
    if (next > targets.length) {
      targets = Arrays.copyOf(targets, 2 * next);
    }
    key.set(name, 0, size);
    Words.put16(targets, targetsLength, relative == 0 ? Blocks.NO_PLACE : place);
    targets[targetsLength + 2] = (byte) relative;
    targets[targetsLength + 3] = 0;
    Words.put64(targets, targetsLength + 4, key.hash(key.labels()));
    System.arraycopy(name, 0, targets, targetsLength + Blocks.TARGET_HEADER, relative);
    targetsLength = next;
    targetCount++;
  }

  private static boolean namesHost(int type) {
    return switch (type) {
      case 2, 5, 15, 33, 64, 65 -> true; // NS, CNAME, MX, SRV, SVCB, HTTPS
      default -> false;
    };
  }

  private boolean isOwnerTarget() {
    return targetCount == 1 && targets[3] == Blocks.OWNER;
  }

  /** Notes the host of an SVCB or HTTPS record (RFC 9460 §2.4, §2.5). */
  private void service(int type, byte[] source, int from, int end, int place) {
    int size = end - from < 3 ? 0 : nameLength(source, from + 2, end);
    boolean alias = size > 0 && source[from] == 0 && source[from + 1] == 0;
    if (size == 0 || alias && size > 1) {
      untargeted = true;
    } else if (size > 1) {
      target(type, source, from + 2, size, place + 2);
    } else if (!alias && targetCount == 0) {
      Arrays.fill(targets, 0, Blocks.TARGET_HEADER, (byte) 0);
      targets[3] = Blocks.OWNER;
      targetsLength = Blocks.TARGET_HEADER;
      targetCount = 1;
    } else if (!alias) {
      untargeted |= !isOwnerTarget();
    }
  }

  private boolean endsInApex(int relative, int size) {
    return Arrays.equals(name, relative, size, lowerApex, 0, apex.length) && isLabelStart(relative);
  }

  private boolean isLabelStart(int offset) {
    int at = 0;
    while (at < offset) {
      at += 1 + name[at];
    }
    return at == offset;
  }

  private boolean isTarget(int relative) {
    for (int i = 0, at = 0;
        i < targetCount;
        i++, at += Blocks.TARGET_HEADER + (targets[at + 2] & 0xff)) {
      if ((targets[at + 2] & 0xff) == relative
          && targets[at + 3] == 0
          && Arrays.equals(
              targets,
              at + Blocks.TARGET_HEADER,
              at + Blocks.TARGET_HEADER + relative,
              name,
              0,
              relative)) {
        return true;
      }
    }
    return false;
  }

  private int writePlain(
      NodeRecords records, int type, int ttl, boolean signed, byte[] out, int at) {
    Arrays.fill(out, at, at + Blocks.PLAIN_HEADER, (byte) 0);
    Words.put16(out, at, type);
    out[at + 11] = Blocks.PLAIN;
    int count = 0;
    int signatures = 0;
    int next = at + Blocks.PLAIN_HEADER;
    for (int i = 0; i < records.count(); i++) {
      if (isMember(records, i, type, signed)) {
        count++;
        next = plainRecord(records, i, out, next);
      }
    }
    for (int i = 0; signed && i < records.count(); i++) {
      if (records.type(i) == RecordType.RRSIG.code() && records.covered(i) == type) {
        signatures++;
        next = plainRecord(records, i, out, next);
      }
    }
    Words.put32(out, at + 12, next - at - 16);
    Words.put32(out, at + 16, ttl);
    Words.put32(out, at + 20, count);
    Words.put32(out, at + 24, signatures);
    return next;
  }

  private static int plainRecord(NodeRecords records, int record, byte[] out, int at) {
    int size = records.length(record);
    Words.put16(out, at, size);
    System.arraycopy(records.data(), records.start(record), out, at + 2, size);
    return at + 2 + size;
  }
}
