package org.polderdns.server.cache;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A table of replies in sets of {@link #WAYS} slots: a reply can be in the slots of one set only, by
 * its hash. The slots are allocated in parts, as they are needed. For any number of threads.
 */
final class ReplyTable {
  /** Slots of a set. */
  static final int WAYS = 8;

  private static final int PART_BITS = 10;
  private static final int PART = 1 << PART_BITS;

  private final int slots;
  private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable KeptReply>> parts;
  private final AtomicInteger hand = new AtomicInteger();

  /** A table with room for so many replies, or up to twice as many. */
  ReplyTable(int entries) {
    int wanted = Math.max(entries, WAYS);
    slots = Integer.highestOneBit(Math.min(wanted, 1 << 30) * 2 - 1);
    parts = new AtomicReferenceArray<>(Math.max(1, slots >> PART_BITS));
  }

  int slots() {
    return slots;
  }

  /** The first slot of the set of a question. */
  int firstSlot(QuestionKey key) {
    return (int) key.hash() & slots - WAYS;
  }

  @Nullable
  KeptReply find(QuestionKey key) {
    int first = firstSlot(key);
    AtomicReferenceArray<@Nullable KeptReply> part = parts.get(first >> PART_BITS);
    if (part == null) {
      return null;
    }
    for (int i = first & PART - 1; i < (first & PART - 1) + WAYS; i++) {
      KeptReply reply = part.get(i);
      if (reply != null && reply.answers(key)) {
        return reply;
      }
    }
    return null;
  }

  @Nullable
  KeptReply get(int slot) {
    AtomicReferenceArray<@Nullable KeptReply> part = parts.get(slot >> PART_BITS);
    return part == null ? null : part.get(slot & PART - 1);
  }

  /** Replaces what is in a slot; false if it is not {@code old} any more. */
  boolean replace(int slot, @Nullable KeptReply old, @Nullable KeptReply reply) {
    return part(slot).compareAndSet(slot & PART - 1, old, reply);
  }

  private AtomicReferenceArray<@Nullable KeptReply> part(int slot) {
    int index = slot >> PART_BITS;
    AtomicReferenceArray<@Nullable KeptReply> part = parts.get(index);
    if (part == null) {
      AtomicReferenceArray<@Nullable KeptReply> made =
          new AtomicReferenceArray<>(Math.min(slots, PART));
      part = parts.compareAndSet(index, null, made) ? made : parts.get(index);
    }
    return part;
  }

  /** The first slot from {@code slot} on that has been allocated; {@link #slots} if there is none. */
  int next(int slot) {
    int at = slot;
    while (at < slots && parts.get(at >> PART_BITS) == null) {
      at = (at | PART - 1) + 1;
    }
    return Math.min(at, slots);
  }

  /** Each allocated slot in turn, again and again; there has to be one. */
  int nextHand() {
    int at = next(hand.getAndIncrement() & slots - 1);
    if (at == slots) {
      at = next(0);
    }
    hand.set(at + 1);
    return at;
  }
}
