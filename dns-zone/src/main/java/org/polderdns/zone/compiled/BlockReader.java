package org.polderdns.zone.compiled;

import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RdataLayouts;
import org.polderdns.wire.RecordType;

/** Gives the records of a node as they were before they were laid out. For one thread. */
final class BlockReader {
  /** Takes a record's RDATA, uncompressed. */
  interface Sink {
    void record(int type, int ttl, byte[] rdata, int from, int length);
  }

  private final byte[] apex; // as it was given
  private final RdataLayouts layouts;
  private byte[] rdata = new byte[512];

  BlockReader(byte[] apex, RdataLayouts layouts) {
    this.apex = apex;
    this.layouts = layouts;
  }

  /** All records of a node, RRSIGs after what they cover. */
  void node(byte[] block, int node, Sink sink) {
    int at = Blocks.firstRRset(block, node);
    for (int left = Blocks.rrsets(block, node); left > 0; left--) {
      records(block, at, sink);
      signatures(block, at, sink);
      at = Blocks.nextRRset(block, at);
    }
  }

  /** The records of an RRset, without their RRSIGs. */
  void records(byte[] block, int rrset, Sink sink) {
    int type = Blocks.type(block, rrset);
    if (Blocks.isPlain(block, rrset)) {
      plain(block, rrset, false, sink);
      return;
    }
    int data = Blocks.data(block, rrset);
    RdataLayout layout = layouts.of(RecordType.of(type));
    int at = data;
    for (int left = Blocks.records(block, rrset); left > 0; left--) {
      int length = Words.net16(block, at + 10);
      int expanded = expand(block, data, at + 12, length, layout);
      sink.record(type, Words.net32(block, at + 6), rdata, 0, expanded);
      at += 12 + length;
    }
  }

  /** The RRSIGs of an RRset. */
  void signatures(byte[] block, int rrset, Sink sink) {
    if (Blocks.isPlain(block, rrset)) {
      plain(block, rrset, true, sink);
      return;
    }
    int at = Blocks.data(block, rrset) + Blocks.dataLength(block, rrset);
    for (int left = Blocks.signatures(block, rrset); left > 0; left--) {
      int length = Words.net16(block, at + 10);
      sink.record(RecordType.RRSIG.code(), Words.net32(block, at + 6), block, at + 12, length);
      at += 12 + length;
    }
  }

  private static void plain(byte[] block, int rrset, boolean signatures, Sink sink) {
    int ttl = Words.s32(block, rrset + 16);
    int records = Words.s32(block, rrset + 20);
    int all = records + Words.s32(block, rrset + 24);
    int at = rrset + Blocks.PLAIN_HEADER;
    for (int i = 0; i < all; i++) {
      int length = Words.u16(block, at);
      if (i >= records == signatures) {
        int type = signatures ? RecordType.RRSIG.code() : Blocks.type(block, rrset);
        sink.record(type, ttl, block, at + 2, length);
      }
      at += 2 + length;
    }
  }

  /** Undoes compression; the length of what is then in {@link #rdata}. */
  private int expand(byte[] block, int data, int from, int length, RdataLayout layout) {
    if (rdata.length < length + 600) {
      rdata = new byte[length + 1200];
    }
    int at = from;
    int end = from + length;
    int out = 0;
    for (int i = 0; i < layout.steps() && at < end; i++) {
      int step = layout.step(i);
      if (step <= RdataLayout.COMPRESSIBLE_NAME) {
        int size = sizeOfName(block, at, end);
        if (size == 0) {
          break;
        }
        out = name(block, data, at, out);
        at += size;
      } else {
        int size = step == RdataLayout.CHARACTER_STRING ? 1 + (block[at] & 0xff) : step;
        size = Math.min(size, end - at);
        System.arraycopy(block, at, rdata, out, size);
        at += size;
        out += size;
      }
    }
    System.arraycopy(block, at, rdata, out, end - at);
    return out + end - at;
  }

  /** Octets that a name takes, its pointer included; 0 if it does not end where it should. */
  private static int sizeOfName(byte[] block, int from, int end) {
    for (int at = from; at < end; at += 1 + block[at]) {
      if (block[at] == 0) {
        return at + 1 - from;
      }
      if ((block[at] & 0xc0) == 0xc0) {
        return at + 2 <= end ? at + 2 - from : 0;
      }
      if (block[at] < 0 || block[at] > 63) {
        return 0;
      }
    }
    return 0;
  }

  private int name(byte[] block, int data, int from, int to) {
    int at = from;
    int out = to;
    while (block[at] != 0) {
      if ((block[at] & 0xc0) == 0xc0) {
        int pointer = Words.net16(block, at);
        if (pointer == Blocks.APEX_POINTER) {
          System.arraycopy(apex, 0, rdata, out, apex.length);
          return out + apex.length;
        }
        at = data + (pointer & 0x3fff);
      } else {
        int size = 1 + block[at];
        System.arraycopy(block, at, rdata, out, size);
        out += size;
        at += size;
      }
    }
    rdata[out] = 0;
    return out + 1;
  }
}
