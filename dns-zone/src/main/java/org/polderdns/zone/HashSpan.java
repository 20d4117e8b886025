package org.polderdns.zone;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/**
 * A link of an NSEC3 chain (RFC 5155 §3.1): the hash of a name that is in it, and the next hash, which
 * for the greatest one is the least. Safe for all threads.
 *
 * <p>What somebody makes of it, as its signed record, can be attached, and is there for as long as
 * whoever gave the span goes on giving the same one. It counts for nothing in {@code equals}.
 */
public final class HashSpan {
  private final Octets hash;
  private final Name owner;
  private final Octets next;
  private volatile @Nullable Object attachment;

  /**
   * @param hash 20 octets for SHA-1
   * @param owner the name that has this hash; an empty non-terminal perhaps
   * @param next as long as {@code hash}
   */
  public HashSpan(Octets hash, Name owner, Octets next) {
    this.hash = hash;
    this.owner = owner;
    this.next = next;
  }

  public Octets hash() {
    return hash;
  }

  /** The name that has this hash. */
  public Name owner() {
    return owner;
  }

  public Octets next() {
    return next;
  }

  /** What was attached last. */
  public Optional<Object> attachment() {
    return Optional.ofNullable(attachment);
  }

  public void attach(Object made) {
    attachment = made;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashSpan span
        && span.hash.equals(hash)
        && span.owner.equals(owner)
        && span.next.equals(next);
  }

  @Override
  public int hashCode() {
    return Objects.hash(hash, owner, next);
  }

  @Override
  public String toString() {
    return owner + " " + hash + " " + next;
  }
}
