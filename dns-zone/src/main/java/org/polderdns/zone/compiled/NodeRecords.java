package org.polderdns.zone.compiled;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The records of one name, before they are laid out. An object to be used again for name after name.
 */
final class NodeRecords {
  private static final int FEW = 16;

  private byte[] data = new byte[4 << 10];
  private int used;
  private int[] types = new int[16];
  private int[] ttls = new int[16];
  private int[] starts = new int[16];
  private int[] lengths = new int[16];
  private int count;

  void clear() {
    count = 0;
    used = 0;
  }

  int count() {
    return count;
  }

  /** The RDATA of all records, uncompressed. */
  byte[] data() {
    return data;
  }

  int type(int record) {
    return types[record];
  }

  int ttl(int record) {
    return ttls[record];
  }

  /** Where a record's RDATA begins in {@link #data()}. */
  int start(int record) {
    return starts[record];
  }

  int end(int record) {
    return starts[record] + lengths[record];
  }

  int length(int record) {
    return lengths[record];
  }

  /** The type that an RRSIG covers (RFC 4034 §3.1), 0 if it is too short to say. */
  int covered(int record) {
    return lengths[record] < 2 ? 0 : Words.net16(data, starts[record]);
  }

  boolean has(int type) {
    for (int i = 0; i < count; i++) {
      if (types[i] == type) {
        return true;
      }
    }
    return false;
  }

  void add(int type, int ttl, byte[] rdata, int from, int length) {
    if (length > data.length - used) {
      data = Arrays.copyOf(data, Math.max(used + length, 2 * data.length));
    }
    if (count == types.length) {
      types = Arrays.copyOf(types, 2 * count);
      ttls = Arrays.copyOf(ttls, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    System.arraycopy(rdata, from, data, used, length);
    types[count] = type;
    ttls[count] = ttl;
    starts[count] = used;
    lengths[count] = length;
    used += length;
    count++;
  }

  private record Content(int type, ByteBuffer rdata) {}

  /** Takes out every record whose type and RDATA an earlier one has. */
  void removeRepeated() {
    if (count < 2) {
      return;
    }
    Set<Content> seen = count > FEW ? new HashSet<>() : Set.of();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      boolean repeated = count > FEW
          ? !seen.add(new Content(types[i], ByteBuffer.wrap(data, starts[i], lengths[i])))
          : isAmong(kept, i);
      if (!repeated) {
        types[kept] = types[i];
        ttls[kept] = ttls[i];
        starts[kept] = starts[i];
        lengths[kept] = lengths[i];
        kept++;
      }
    }
    count = kept;
  }

  private boolean isAmong(int first, int record) {
    for (int i = 0; i < first; i++) {
      if (types[i] == types[record]
          && Arrays.equals(data, starts[i], end(i), data, starts[record], end(record))) {
        return true;
      }
    }
    return false;
  }
}
