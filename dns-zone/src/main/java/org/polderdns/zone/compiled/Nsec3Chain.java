package org.polderdns.zone.compiled;

import java.util.Arrays;
import java.util.Map;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.Nsec3Hash;

/**
 * The NSEC3 records of the chain that one NSEC3PARAM describes, by hash: a table over the hash's
 * first bits leads next to the place, as hashes are spread evenly.
 */
final class Nsec3Chain {
  private static final int DIGITS = 32; // of a hash in base32hex
  private static final int MAX_BITS = 24;

  private static final int[] NONE = {};

  private final byte[] apex;
  private final byte[][] chunks;
  private final byte[] parameters;
  private final byte[] salt;
  private final int[] places; // in the order of their hashes, which is that of their names
  private final long[] hashes; // the first 64 bits
  private final int[] starts; // by the first bits of a hash, the first that has these or higher
  private final int shift;
  private final int[] more; // changed since, in order too
  private final int[] gone; // of the base, ascending

  /**
   * @param candidates nodes that own an NSEC3, in canonical order
   * @param parameters the NSEC3PARAM's RDATA, with no flag set
   */
  Nsec3Chain(byte[] apex, byte[][] chunks, int[] candidates, byte[] parameters) {
    this.apex = apex;
    this.chunks = chunks;
    this.parameters = parameters;
    this.salt = Arrays.copyOfRange(parameters, 5, parameters.length);
    places = members(chunks, candidates);
    more = NONE;
    gone = NONE;
    int count = places.length;
    hashes = new long[count];
    byte[] hash = new byte[Nsec3Hash.LENGTH];
    for (int i = 0; i < count; i++) {
      decode(Chunks.array(chunks, places[i]), Chunks.offset(places[i]), hash);
      hashes[i] = prefix(hash);
    }
    int bits = Math.min(MAX_BITS, 32 - Integer.numberOfLeadingZeros(count));
    shift = 64 - Math.max(1, bits);
    starts = new int[(1 << 64 - shift) + 1];
    for (int bucket = 0, at = 0; bucket < starts.length; bucket++) {
      while (at < count && hashes[at] >>> shift < bucket) {
        at++;
      }
      starts[bucket] = at;
    }
  }

  /** The base of another chain, with other changes. */
  private Nsec3Chain(Nsec3Chain base, Nodes nodes) {
    apex = base.apex;
    chunks = nodes.chunks();
    parameters = base.parameters;
    salt = base.salt;
    places = base.places;
    hashes = base.hashes;
    starts = base.starts;
    shift = base.shift;
    more = members(chunks, nodes.changedInOrder(Blocks.NSEC3));
    gone = nodes.overridden();
  }

  /** This chain's base with other changes. */
  Nsec3Chain changed(Nodes nodes) {
    return new Nsec3Chain(this, nodes);
  }

  /**
   * A chain in whose base the changes are.
   *
   * @param moved where each changed node was and is now
   */
  Nsec3Chain merged(Nodes nodes, Map<Integer, Integer> moved) {
    int[] changes = Arrays.stream(more).map(moved::get).toArray();
    int[] all = CanonicalOrder.merge(places, changes, gone, nodes.chunks());
    return new Nsec3Chain(apex, nodes.chunks(), all, parameters);
  }

  /** The NSEC3PARAM's RDATA. */
  byte[] parameters() {
    return parameters;
  }

  private int[] members(byte[][] all, int[] candidates) {
    BlockReader reader = new BlockReader(apex, RdataFormats.layouts());
    int[] found = new int[candidates.length];
    int count = 0;
    for (int place : candidates) {
      if (isOf(parameters, Chunks.array(all, place), Chunks.offset(place), reader)) {
        found[count++] = place;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Whether a node has an NSEC3 of these parameters and a hash for its name. */
  private static boolean isOf(byte[] parameters, byte[] block, int node, BlockReader reader) {
    if (Blocks.labels(block, node) != 1 || !decode(block, node, new byte[Nsec3Hash.LENGTH])) {
      return false;
    }
    boolean[] found = {false};
    int nsec3 = Blocks.find(block, node, RecordType.NSEC3.code());
    reader.records(block, nsec3, (type, ttl, rdata, from, length) -> {
      if (length >= parameters.length) {
        found[0] |= rdata[from] == parameters[0] // any flag is a member's own
            && Arrays.equals(
                rdata, from + 2, from + parameters.length, parameters, 2, parameters.length);
      }
    });
    return found[0];
  }

  int iterations() {
    return Words.net16(parameters, 2);
  }

  byte[] salt() {
    return salt;
  }

  boolean isEmpty() {
    return last() == 0;
  }

  /** The place of the node with a hash, or of the last before it, around the end if need be. */
  int atOrBefore(byte[] hash) {
    long key = prefix(hash);
    int at = starts[(int) (key >>> shift)];
    while (at < hashes.length && isAtOrBefore(at, key, hash)) {
      at++;
    }
    int found = present(at);
    if (more.length > 0) {
      int changes = 0;
      while (changes < more.length && compare(more[changes], hash) <= 0) {
        changes++;
      }
      found = later(found, changes == 0 ? 0 : more[changes - 1]);
    }
    return found == 0 ? last() : found;
  }

  private int last() {
    return later(present(places.length), more.length == 0 ? 0 : more[more.length - 1]);
  }

  /** The last place of the base before a position that still counts, 0 if there is none. */
  private int present(int before) {
    int at = before;
    while (at > 0 && Arrays.binarySearch(gone, places[at - 1]) >= 0) {
      at--;
    }
    return at == 0 ? 0 : places[at - 1];
  }

  private int later(int a, int b) {
    if (a == 0 || b == 0) {
      return a + b;
    }
    return CanonicalOrder.compare(chunks, a, b) > 0 ? a : b;
  }

  private boolean isAtOrBefore(int position, long key, byte[] hash) {
    int order = Long.compareUnsigned(hashes[position], key);
    return order < 0 || order == 0 && compare(places[position], hash) <= 0;
  }

  /** Whether a node's name is a hash. */
  boolean matches(int place, byte[] hash) {
    return compare(place, hash) == 0;
  }

  private int compare(int place, byte[] hash) {
    byte[] block = Chunks.array(chunks, place);
    int from = Chunks.offset(place) + Blocks.NODE_HEADER + 1;
    for (int i = 0; i < DIGITS; i++) {
      int order = block[from + i] - digit(hash, i);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int digit(byte[] hash, int position) {
    int bit = position * 5;
    int octet = bit >> 3;
    int pair = (hash[octet] & 0xff) << 8 | (octet + 1 < hash.length ? hash[octet + 1] & 0xff : 0);
    int value = pair >> 11 - (bit & 7) & 31;
    return value < 10 ? '0' + value : 'a' + value - 10;
  }

  private static long prefix(byte[] hash) {
    return (long) Words.net32(hash, 0) << 32 | Words.net32(hash, 4) & 0xffffffffL;
  }

  /** Decodes a node's first label; false if it is no hash. */
  private static boolean decode(byte[] block, int node, byte[] hash) {
    int label = node + Blocks.NODE_HEADER;
    if (block[label] != DIGITS) {
      return false;
    }
    long bits = 0;
    for (int i = 0, filled = 0, out = 0; i < DIGITS; i++) {
      int c = block[label + 1 + i];
      int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'v' ? c - 'a' + 10 : -1;
      if (value < 0) {
        return false;
      }
      bits = bits << 5 | value;
      filled += 5;
      if (filled >= 8) {
        filled -= 8;
        hash[out++] = (byte) (bits >> filled);
      }
    }
    return true;
  }
}
