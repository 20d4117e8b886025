package org.polderdns.dnssec.online;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.key.Signer;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.wire.Octets;

/**
 * Signatures that were made, to be used again for as long as the week in which they were. One for
 * all zones of a server, safe for all threads, none of which waits for another.
 *
 * <p>A signature is found by a digest of what is signed and of the public key: owner, type, TTL,
 * window and data are all in it. Of too many, those go that were not used for longest: there are two
 * generations, and when the younger is full it becomes the older.
 */
public final class SignatureCache {
  /** What an entry takes, about: key, signature of 64 octets, and a place in the table. */
  private static final int ENTRY_OCTETS = 200;

  private static final int KEY_LENGTH = 16;
  private static final ThreadLocal<MessageDigest> DIGESTS =
      ThreadLocal.withInitial(SignatureCache::newDigest);

  /** The first half of a SHA-256 digest. */
  private record Key(long high, long low) {}

  /** The signatures of a week. */
  private static final class Generations {
    final long week;
    final ConcurrentHashMap<Key, Octets> young;
    final ConcurrentHashMap<Key, Octets> old;
    final AtomicLong size = new AtomicLong(); // of the young ones

    Generations(long week, ConcurrentHashMap<Key, Octets> old) {
      this.week = week;
      this.young = new ConcurrentHashMap<>();
      this.old = old;
    }
  }

  private final long most; // in a generation
  private final LongAdder made = new LongAdder();
  private volatile Generations kept = new Generations(Long.MIN_VALUE, new ConcurrentHashMap<>());

  /**
   * @param maxEntries at most so many are kept, 0 or more
   * @param maxOctets and at most in about so much memory
   */
  public SignatureCache(long maxEntries, long maxOctets) {
    this.most = Math.min(maxEntries, maxOctets / ENTRY_OCTETS) / 2;
  }

  /** How many are kept. */
  public long size() {
    Generations now = kept;
    return now.young.mappingCount() + now.old.mappingCount();
  }

  /** How many signatures were made, since there were none kept. */
  public long made() {
    return made.sum();
  }

  /** Forgets the signatures of any other week than this. */
  void beginWeek(long inception) {
    if (kept.week != inception) {
      kept = new Generations(inception, new ConcurrentHashMap<>());
    }
  }

  /** Signs as another does, or finds what it signed before. */
  Signer over(ZoneKey key, Signer signer) {
    byte[] publicKey = key.key().publicKey().toArray();
    return (octets, from, to) -> signature(publicKey, octets, from, to, signer);
  }

  private Octets signature(byte[] publicKey, byte[] octets, int from, int to, Signer signer) {
    if (most == 0) {
      made.increment();
      return signer.sign(octets, from, to);
    }
    Key key = key(publicKey, octets, from, to);
    Generations now = kept;
    @Nullable Octets found = now.young.get(key);
    if (found == null) {
      found = now.old.get(key);
      if (found == null) {
        found = signer.sign(octets, from, to);
        made.increment();
      }
      keep(now, key, found);
    }
    return found;
  }

  private void keep(Generations now, Key key, Octets signature) {
    if (now.young.put(key, signature) == null && now.size.incrementAndGet() >= most) {
      synchronized (this) {
        if (kept == now) {
          kept = new Generations(now.week, now.young);
        }
      }
    }
  }

  private static Key key(byte[] publicKey, byte[] octets, int from, int to) {
    MessageDigest digest = DIGESTS.get();
    digest.update(publicKey);
    digest.update(octets, from, to - from);
    byte[] out = digest.digest();
    return new Key(number(out, 0), number(out, KEY_LENGTH / 2));
  }

  private static long number(byte[] octets, int at) {
    return Octets.wrap(octets).u32(at) << 32 | Octets.wrap(octets).u32(at + 4);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
