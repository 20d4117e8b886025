package org.polderdns.zone.answer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.zone.ZoneView;

/**
 * An RRset in an answer: the zone's RRset and how it differs here, in owner name (a wildcard's
 * expansion) or TTL (a negative answer's SOA). Belongs to its {@link Answer} and is used again.
 */
public final class AnswerRRset {
  private @Nullable RRset rrset; // set while in an answer, as are owner and zone
  private @Nullable Name owner;
  private @Nullable ZoneView zone;
  private @Nullable RRset stored;
  private @Nullable RRset signatures;
  private long ttl;
  private boolean optional;

  AnswerRRset() {}

  void set(RRset data, Name at, ZoneView from, @Nullable RRset storedSignatures) {
    rrset = data;
    owner = at;
    ttl = data.ttl();
    zone = from;
    stored = storedSignatures;
    signatures = null;
    optional = false;
  }

  /** The RRset as the zone has it. */
  public RRset rrset() {
    return present(rrset);
  }

  /** The owner name that goes out. */
  public Name owner() {
    return present(owner);
  }

  /** The TTL that goes out. */
  public long ttl() {
    return ttl;
  }

  /** The zone that the RRset is from. */
  public ZoneView zone() {
    return present(zone);
  }

  /** Changes the TTL that goes out, 0 to 2^31-1 seconds. */
  public void ttl(long seconds) {
    ttl = seconds;
  }

  /** Whether it is left out silently if it does not fit, rather than the answer truncated. */
  public boolean isOptional() {
    return optional;
  }

  void optional(boolean dispensable) {
    optional = dispensable;
  }

  /** An RRset of RRSIGs, of which those that cover {@link #rrset()} go out after it. */
  public Optional<RRset> signatures() {
    return Optional.ofNullable(signatures);
  }

  /** Lets those of {@code rrsigs} go out that cover {@link #rrset()}. */
  public void sign(RRset rrsigs) {
    signatures = rrsigs;
  }

  /** Lets the RRSIGs go out that the zone has for this RRset, if any. */
  public void signAsStored() {
    signatures = stored;
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not in an answer");
    }
    return value;
  }
}
