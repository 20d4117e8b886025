package org.polderdns.zone.answer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
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
  private boolean onlyForDnssec;
  private boolean unsigned;
  private @Nullable RecordType only;

  AnswerRRset() {}

  void set(RRset data, Name at, ZoneView from, @Nullable RRset storedSignatures) {
    rrset = data;
    owner = at;
    ttl = data.ttl();
    zone = from;
    stored = storedSignatures;
    signatures = null;
    optional = false;
    onlyForDnssec = false;
    unsigned = false;
    only = null;
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

  /** Whether it goes out only to those who set the DO bit (RFC 3225 §3). */
  public boolean isOnlyForDnssec() {
    return onlyForDnssec;
  }

  void onlyForDnssec(boolean hidden) {
    onlyForDnssec = hidden;
  }

  /**
   * Whether a signed zone has no signatures for it: the NS RRset of a cut, glue (RFC 4035 §2.2), and
   * a CNAME made of a DNAME (RFC 6672 §5.3.1).
   */
  public boolean isUnsigned() {
    return unsigned;
  }

  AnswerRRset unsigned() {
    unsigned = true;
    return this;
  }

  /** Lets only those RRSIGs of {@link #rrset()} go out that cover a type. */
  void onlyCovering(RecordType type) {
    only = type;
  }

  /** Whether a record of {@link #rrset()} goes out. */
  boolean includes(Octets rdata) {
    return only == null || rdata.u16(0) == only.code();
  }

  /** Whether one of some RRSIGs covers a type. */
  public static boolean covers(RRset rrsigs, RecordType type) {
    List<Octets> all = rrsigs.rdatas();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).u16(0) == type.code()) {
        return true;
      }
    }
    return false;
  }

  /** An RRset of RRSIGs, of which those that cover {@link #rrset()} go out after it. */
  public Optional<RRset> signatures() {
    return Optional.ofNullable(signatures);
  }

  @Nullable
  RRset signaturesOrNull() {
    return signatures;
  }

  /** Lets those of {@code rrsigs} go out that cover {@link #rrset()}. */
  public void sign(RRset rrsigs) {
    signatures = rrsigs;
  }

  /** Whether the zone has RRSIGs at the node of this RRset, of one type or another. */
  public boolean hasStoredSignatures() {
    return stored != null;
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
