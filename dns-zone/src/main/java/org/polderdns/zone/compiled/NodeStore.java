package org.polderdns.zone.compiled;

import java.util.Arrays;
import org.polderdns.records.RdataFormats;

/**
 * The nodes of a zone that is being made: laid out, found by name, with the empty non-terminals that
 * the names need and the numbers that answering wants to know. For one thread.
 */
final class NodeStore {
  private final byte[] apexLower;
  private final int apexLabels;
  private final Chunks chunks;
  private final NodeIndex index;
  private final NodeWriter writer;
  private final BlockReader reader;
  private final NodeRecords none = new NodeRecords();
  private final NodeCounts counts = new NodeCounts();

  /**
   * @param apex the zone's name in wire form, as it was given
   */
  NodeStore(byte[] apex, Chunks chunks, NodeIndex index) {
    this.apexLower = NameKey.lower(apex);
    NameKey key = new NameKey();
    key.set(apex, 0, apex.length);
    this.apexLabels = key.labels();
    this.chunks = chunks;
    this.index = index;
    this.writer = new NodeWriter(apex, RdataFormats.layouts());
    this.reader = new BlockReader(apex, RdataFormats.layouts());
  }

  /** As {@link NodeIndex#expect}. */
  void expect(long done, long all) {
    index.expect(done, all);
  }

  /** The place of a name's node, 0 if it has none. */
  int find(NameKey key) {
    int slot = slot(key, key.labels());
    return slot < 0 ? 0 : index.place(slot);
  }

  private int slot(NameKey key, int labels) {
    int to = key.length() - apexLower.length;
    return index.find(
        key.hash(labels), key.octets(), key.start(labels), to, false, chunks.arrays());
  }

  boolean isEmptyNonTerminal(int place) {
    return Blocks.rrsets(chunks.array(place), Chunks.offset(place)) == 0;
  }

  /**
   * Lays out a node.
   *
   * @param key its name
   * @param given begins with its name without the apex, as it was given
   * @param place that of the empty non-terminal that it takes the place of, or 0
   */
  void put(NameKey key, byte[] given, int place, NodeRecords records) {
    if (place == 0) {
      writer.write(given, relativeLength(key), 0, records);
      index.add(key.hash(key.labels()), store());
      if (key.labels() > apexLabels + 1) {
        countAtParent(key, given, key.labels() - 1);
      }
    } else {
      replace(key, given, place, records);
    }
  }

  /** Lays out a node again that is there, with other records. */
  void rewrite(int place, NameKey key, NodeRecords records) {
    byte[] block = chunks.array(place);
    int node = Chunks.offset(place);
    int name = Blocks.givenName(block, node);
    byte[] given = Arrays.copyOfRange(block, name, name + Blocks.nameLength(block, node));
    key.set(given, 0, given.length, apexLower);
    replace(key, given, place, records);
  }

  private void replace(NameKey key, byte[] given, int place, NodeRecords records) {
    byte[] block = chunks.array(place);
    int node = Chunks.offset(place);
    counts.remove(Blocks.flags(block, node));
    writer.write(given, relativeLength(key), Blocks.children(block, node), records);
    int slot = slot(key, key.labels());
    index.replace(slot, store());
  }

  private int relativeLength(NameKey key) {
    return key.length() - apexLower.length;
  }

  private int store() {
    byte[] block = writer.block();
    counts.add(Blocks.flags(block, 0), Blocks.children(block, 0));
    return chunks.add(block, writer.length());
  }

  /** Counts a name at the one above it, which is made as an empty non-terminal if need be. */
  private void countAtParent(NameKey key, byte[] given, int labels) {
    for (int i = labels; i > apexLabels; i--) {
      int slot = slot(key, i);
      if (slot >= 0) {
        byte[] block = chunks.array(index.place(slot));
        int node = Chunks.offset(index.place(slot));
        Blocks.countChild(block, node, 1);
        counts.countChildOf(Blocks.flags(block, node));
        return;
      }
      byte[] name = Arrays.copyOfRange(given, key.start(i), relativeLength(key));
      writer.write(name, 1, none);
      index.add(key.hash(i), store());
    }
  }

  /** Adds the records of a node to {@code records}. */
  void read(int place, NodeRecords records) {
    reader.node(chunks.array(place), Chunks.offset(place), records::add);
  }

  /** What was made; nothing may be changed any more. */
  Nodes finish() {
    byte[][] all = chunks.finish();
    index.trim();
    return new Nodes(all, index, null, counts, all.length, 0);
  }
}
