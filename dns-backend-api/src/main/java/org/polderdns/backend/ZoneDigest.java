package org.polderdns.backend;

import java.util.concurrent.ThreadLocalRandom;
import org.polderdns.records.RRset;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Two numbers that are the same for the same nodes in whatever order, so that a zone can be compared
 * with what it was without being kept. For one thread.
 */
final class ZoneDigest {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;
  private static final long SECOND_FACTOR = 0xd6e8feb86659fd93L;

  /** Differs from process to process, so that nobody can make data that collide. */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  private long sum;
  private long mixedSum;

  /** The digest of a whole zone. */
  record Value(long sum, long mixedSum) {}

  void add(StoredNode node) {
    long owner = hash(node.owner().canonical().toOctets(), SEED);
    take(mix(owner));
    for (RRset rrset : node.rrsets()) {
      long set = mix(owner + rrset.type().code() * FACTOR) + rrset.ttl() * SECOND_FACTOR;
      for (Octets rdata : rrset.rdatas()) {
        take(mix(hash(rdata, set)));
      }
    }
    for (RecordType type : node.broken()) {
      take(mix(owner - type.code() * SECOND_FACTOR));
    }
  }

  private void take(long hash) {
    sum += hash;
    mixedSum += mix(hash ^ SEED);
  }

  Value value() {
    return new Value(sum, mixedSum);
  }

  private static long hash(Octets octets, long seed) {
    long hash = seed ^ octets.length();
    for (int i = 0; i < octets.length(); i++) {
      hash = (hash ^ octets.at(i)) * FACTOR;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * SECOND_FACTOR;
    mixed = (mixed ^ mixed >>> 29) * FACTOR;
    return mixed ^ mixed >>> 32;
  }
}
