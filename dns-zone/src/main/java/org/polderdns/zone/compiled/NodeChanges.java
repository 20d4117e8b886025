package org.polderdns.zone.compiled;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.polderdns.records.RRset;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/**
 * Makes the nodes of a zone's next version: lays out what changes, and shares all else with the
 * version before. For one thread.
 */
final class NodeChanges {
  /** Names that differ from the base at most; they are copied with each change. */
  private static final int MAX_CHANGED = 4096;

  /** Chunks that hold them at most. */
  private static final int MAX_CHUNKS = 512;

  private final Nodes before;
  private final byte[] apexLower;
  private final int apexLabels;
  private final Chunks chunks;
  private final NodeIndex changed;
  private final NodeCounts counts;
  private final NodeWriter writer;
  private final NodeRecords records = new NodeRecords();
  private final NameKey key = new NameKey();

  NodeChanges(byte[] apex, int apexLabels, Nodes before) {
    this.before = before;
    this.apexLower = NameKey.lower(apex);
    this.apexLabels = apexLabels;
    this.chunks = new Chunks(before.chunks());
    NodeIndex over = before.changed();
    this.changed = over == null ? new NodeIndex() : over.copy();
    this.counts = new NodeCounts(before.counts());
    this.writer = new NodeWriter(apex, RdataFormats.layouts());
  }

  /** Gives a name other RRsets, none to take it out of the zone. */
  void set(Name owner, List<RRset> rrsets) {
    key.set(owner);
    int labels = key.labels();
    int place = place(labels);
    int children = place == 0 ? 0 : Blocks.children(array(place), Chunks.offset(place));
    if (rrsets.isEmpty() && children == 0 && labels > apexLabels) {
      if (place != 0) {
        remove(labels, place);
        uncount(labels - 1);
      }
      return;
    }
    records.clear();
    for (RRset rrset : rrsets) {
      for (Octets rdata : rrset.rdatas()) {
        byte[] octets = rdata.toArray();
        records.add(rrset.type().code(), (int) rrset.ttl(), octets, 0, octets.length);
      }
    }
    byte[] given = place == 0
        ? Arrays.copyOf(owner.toOctets().toArray(), owner.length() - apexLower.length)
        : givenName(place);
    writer.write(given, children, records);
    put(labels, place);
    if (place == 0) {
      count(given, labels - 1);
    }
  }

  private int place(int labels) {
    int slot = find(changed, labels);
    int place = slot >= 0 ? changed.place(slot) : inBase(labels);
    return place == 0 || (flags(place) & Blocks.REMOVED) != 0 ? 0 : place;
  }

  private int inBase(int labels) {
    int slot = find(before.base(), labels);
    return slot < 0 ? 0 : before.base().place(slot);
  }

  private int find(NodeIndex index, int labels) {
    int to = key.length() - apexLower.length;
    return index.find(
        key.hash(labels), key.octets(), key.start(labels), to, false, chunks.arrays());
  }

  private byte[] array(int place) {
    return chunks.array(place);
  }

  private int flags(int place) {
    return Blocks.flags(array(place), Chunks.offset(place));
  }

  private byte[] givenName(int place) {
    byte[] block = array(place);
    int node = Chunks.offset(place);
    int name = Blocks.givenName(block, node);
    return Arrays.copyOfRange(block, name, name + Blocks.nameLength(block, node));
  }

  /** Puts the node just written in the place of another, or where there was none. */
  private void put(int labels, int old) {
    byte[] block = writer.block();
    if (old != 0) {
      counts.remove(flags(old));
    }
    counts.add(Blocks.flags(block, 0), Blocks.children(block, 0));
    point(labels, chunks.add(block, writer.length()));
  }

  private void point(int labels, int place) {
    int slot = find(changed, labels);
    if (slot >= 0) {
      changed.replace(slot, place);
    } else {
      changed.add(key.hash(labels), place);
    }
  }

  private void remove(int labels, int place) {
    counts.remove(flags(place));
    records.clear();
    writer.write(givenName(place), 0, records);
    byte[] block = writer.block();
    Words.put16(block, 4, Blocks.flags(block, 0) | Blocks.REMOVED);
    point(labels, chunks.add(block, writer.length()));
  }

  /** Counts a name at the one above it, which is made if need be. */
  private void count(byte[] given, int labels) {
    for (int i = labels; i > apexLabels; i--) {
      int place = place(i);
      if (place != 0) {
        recount(i, place, 1);
        return;
      }
      records.clear();
      writer.write(Arrays.copyOfRange(given, key.start(i), given.length), 1, records);
      put(i, 0);
    }
  }

  /** Counts a name no longer at the one above it, which goes too if nothing else needs it. */
  private void uncount(int labels) {
    for (int i = labels; i > apexLabels; i--) {
      int place = place(i);
      byte[] block = array(place);
      int node = Chunks.offset(place);
      if (Blocks.rrsets(block, node) > 0 || Blocks.children(block, node) > 1) {
        recount(i, place, -1);
        return;
      }
      remove(i, place);
    }
  }

  private void recount(int labels, int place, int by) {
    byte[] block = array(place);
    int from = Chunks.offset(place);
    byte[] copy = Arrays.copyOfRange(block, from, Blocks.end(block, from));
    Blocks.countChild(copy, 0, by);
    if (by > 0) {
      counts.countChildOf(Blocks.flags(copy, 0));
    }
    point(labels, chunks.add(copy, copy.length));
  }

  /** The next version; nothing can be changed any more. */
  Nodes finish() {
    return new Nodes(
        chunks.finish(), before.base(), changed, counts, before.baseChunks(), before.waste());
  }

  /** Whether so much differs from the base that it should become part of it. */
  static boolean areMany(Nodes nodes) {
    NodeIndex over = nodes.changed();
    return over != null
        && (over.count() > MAX_CHANGED || nodes.chunks().length - nodes.baseChunks() > MAX_CHUNKS);
  }

  /**
   * Makes a base of the base and its changes. What was in the base stays at its place.
   *
   * @param moved receives where each changed node was and is now
   */
  static Nodes merge(Nodes nodes, Map<Integer, Integer> moved) {
    NodeIndex over = nodes.changed();
    if (over == null) {
      return nodes;
    }
    Chunks target = new Chunks(Arrays.copyOf(nodes.chunks(), nodes.baseChunks()));
    NodeIndex base = nodes.base().copy();
    long waste = nodes.waste();
    int[] added = new int[over.count()];
    int addedCount = 0;
    for (int slot = 0; slot < over.slots(); slot++) {
      int place = over.place(slot);
      if (place == 0) {
        continue;
      }
      int inBase = nodes.slotInBase(over, slot);
      if (inBase >= 0) {
        waste += length(nodes.chunks(), nodes.base().place(inBase));
        base.replace(inBase, move(nodes.chunks(), place, target, moved));
      } else if ((nodes.flags(place) & Blocks.REMOVED) == 0) {
        added[addedCount++] = slot;
      }
    }
    for (int i = 0; i < addedCount; i++) { // which may move what is there to other slots
      int place = move(nodes.chunks(), over.place(added[i]), target, moved);
      base.add(over.hash(added[i]), place);
    }
    byte[][] chunks = target.finish();
    return new Nodes(chunks, base, null, nodes.counts(), chunks.length, waste);
  }

  /** Whether so much of the base is of no use any more that it should be made anew. */
  static boolean areWasteful(Nodes nodes) {
    return nodes.waste() > total(nodes.chunks()) / 2;
  }

  /** Copies all nodes together, without what is of no node any more. */
  static Nodes compact(Nodes nodes) {
    Chunks target = new Chunks();
    NodeIndex base = new NodeIndex();
    for (int slot = 0; slot < nodes.base().slots(); slot++) {
      int place = nodes.base().place(slot);
      if (place != 0 && (nodes.flags(place) & Blocks.REMOVED) == 0) {
        base.add(nodes.base().hash(slot), copy(nodes.chunks(), place, target));
      }
    }
    byte[][] chunks = target.finish();
    return new Nodes(chunks, base, null, nodes.counts(), chunks.length, 0);
  }

  private static long total(byte[][] chunks) {
    long total = 0;
    for (byte[] chunk : chunks) {
      total += chunk.length;
    }
    return total;
  }

  private static int length(byte[][] chunks, int place) {
    int from = Chunks.offset(place);
    return Blocks.end(Chunks.array(chunks, place), from) - from;
  }

  private static int move(byte[][] chunks, int place, Chunks target, Map<Integer, Integer> moved) {
    int now = copy(chunks, place, target);
    moved.put(place, now);
    return now;
  }

  private static int copy(byte[][] chunks, int place, Chunks target) {
    byte[] block = Chunks.array(chunks, place);
    int from = Chunks.offset(place);
    byte[] node = Arrays.copyOfRange(block, from, Blocks.end(block, from));
    return target.add(node, node.length);
  }
}
