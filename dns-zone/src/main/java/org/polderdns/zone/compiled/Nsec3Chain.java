package org.polderdns.zone.compiled;

import java.util.Arrays;
import org.polderdns.records.RdataFormats;
import org.polderdns.wire.RecordType;

/**
 * The NSEC3 records of the chain that one NSEC3PARAM describes, by hash: a table over the hash's
 * first bits leads next to the place, as hashes are spread evenly.
 */
final class Nsec3Chain {
  private static final int DIGITS = 32; // of a hash in base32hex
  private static final int MAX_BITS = 24;

  private final byte[][] chunks;
  private final int iterations;
  private final byte[] salt;
  private final int[] places; // in the order of their hashes, which is that of their names
  private final long[] hashes; // the first 64 bits
  private final int[] starts; // by the first bits of a hash, the first that has these or higher
  private final int shift;

  /**
   * @param parameters the NSEC3PARAM's RDATA, with no flag set
   */
  Nsec3Chain(byte[] apex, NodeIndex index, byte[][] chunks, byte[] parameters) {
    this.chunks = chunks;
    this.iterations = Words.net16(parameters, 2);
    this.salt = Arrays.copyOfRange(parameters, 5, parameters.length);
    int[] all = CanonicalOrder.of(index, chunks, Blocks.NSEC3);
    BlockReader reader = new BlockReader(apex, RdataFormats.layouts());
    int count = 0;
    for (int place : all) {
      byte[] block = Chunks.array(chunks, place);
      if (isOf(parameters, block, Chunks.offset(place), reader)) {
        all[count++] = place;
      }
    }
    places = Arrays.copyOf(all, count);
    hashes = new long[count];
    byte[] hash = new byte[Nsec3Hasher.LENGTH];
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

  /** Whether a node has an NSEC3 of these parameters and a hash for its name. */
  private static boolean isOf(byte[] parameters, byte[] block, int node, BlockReader reader) {
    if (Blocks.labels(block, node) != 1 || !decode(block, node, new byte[Nsec3Hasher.LENGTH])) {
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
    return iterations;
  }

  byte[] salt() {
    return salt;
  }

  boolean isEmpty() {
    return places.length == 0;
  }

  /** The place of the node with a hash, or of the last before it, around the end if need be. */
  int atOrBefore(byte[] hash) {
    long key = prefix(hash);
    int at = starts[(int) (key >>> shift)];
    while (at < hashes.length && isAtOrBefore(at, key, hash)) {
      at++;
    }
    return places[(at == 0 ? places.length : at) - 1];
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
