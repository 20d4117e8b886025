package org.polderdns.zone.compiled;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one version of a zone, not changing any more: a base that many versions share, and
 * over it what was changed since.
 *
 * @param chunks the memory of both
 * @param base finds nodes of the base
 * @param changed finds those that count in place of the base's, those that are gone among them as
 *     {@link Blocks#REMOVED}; null if nothing was changed
 * @param baseChunks how many of the chunks are the base's
 * @param waste octets in the base's chunks that are of no node any more
 */
record Nodes(
    byte[][] chunks,
    NodeIndex base,
    @Nullable NodeIndex changed,
    NodeCounts counts,
    int baseChunks,
    long waste) {

  /** As {@link NodeIndex#find}, but the place, 0 if there is none. */
  int place(long hash, byte[] name, int from, int to, boolean wildcard) {
    NodeIndex over = changed;
    int slot = over == null ? NodeIndex.NONE : over.find(hash, name, from, to, wildcard, chunks);
    if (slot >= 0) {
      return present(over, slot);
    }
    slot = base.find(hash, name, from, to, wildcard, chunks);
    return slot < 0 ? 0 : present(base, slot);
  }

  private int present(NodeIndex index, int slot) {
    int place = index.place(slot);
    return (flags(place) & Blocks.REMOVED) != 0 ? 0 : place;
  }

  int flags(int place) {
    return Blocks.flags(Chunks.array(chunks, place), Chunks.offset(place));
  }

  /**
   * The places of the nodes that have one of some flags, in canonical order.
   *
   * @param flags 0 for all nodes
   */
  int[] inOrder(int flags) {
    int[] all = CanonicalOrder.of(base, chunks, flags);
    return changed == null
        ? all
        : CanonicalOrder.merge(all, changedInOrder(flags), overridden(), chunks);
  }

  /** As {@link #inOrder}, but only of what was changed since the base. */
  int[] changedInOrder(int flags) {
    return changed == null ? new int[0] : CanonicalOrder.of(changed, chunks, flags);
  }

  /** The places of the base that do not count any more, ascending. */
  int[] overridden() {
    NodeIndex over = changed;
    if (over == null) {
      return new int[0];
    }
    int[] places = new int[over.count()];
    int count = 0;
    for (int slot = 0; slot < over.slots(); slot++) {
      if (over.place(slot) != 0) {
        int inBase = slotInBase(over, slot);
        if (inBase >= 0) {
          places[count++] = base.place(inBase);
        }
      }
    }
    int[] found = Arrays.copyOf(places, count);
    Arrays.sort(found);
    return found;
  }

  /** The slot in the base of the name that is in a slot of {@code over}. */
  int slotInBase(NodeIndex over, int slot) {
    int place = over.place(slot);
    byte[] block = Chunks.array(chunks, place);
    int node = Chunks.offset(place);
    int from = node + Blocks.NODE_HEADER;
    int to = from + Blocks.nameLength(block, node);
    return base.find(over.hash(slot), block, from, to, false, chunks);
  }
}
