package org.polderdns.dnssec.validate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.sign.RRsetVerifier;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/**
 * What is known of a zone.
 *
 * @param keys its authentic keys; null unless the verdict is secure
 */
record ZoneTrust(Name zone, Verdict verdict, @Nullable RRsetVerifier keys) {
  /** Octets of an RRSIG's data before the number of labels. */
  private static final int LABELS = 3;

  /**
   * An RRset of the zone and what its signatures are worth.
   *
   * @param labels those of the owner that was signed, fewer than its own if it was expanded from a
   *     wildcard (RFC 4035 §5.3.2); of no meaning unless secure
   */
  record Checked(SignedRRset signed, Name zone, Verdict verdict, int labels) {
    boolean isExpanded() {
      return labels < signed.labels();
    }
  }

  static ZoneTrust not(Name zone, Reason reason, Object detail) {
    return new ZoneTrust(zone, Verdict.of(reason, detail), null);
  }

  /** One good signature is enough, whatever the others are (RFC 6840 §5.4). */
  Checked check(SignedRRset signed, Instant now, Work work) {
    if (keys == null) {
      return new Checked(signed, zone, verdict, 0);
    }
    Reason reason = Reason.SIGNATURES_MISSING;
    for (Octets rrsig : signed.signatures()) {
      Reason found = reason(keys.verify(signed.rrset(), rrsig, now), work);
      if (found == Reason.NONE) {
        return new Checked(signed, zone, Verdict.SECURE, rrsig.at(LABELS));
      }
      if (reason == Reason.SIGNATURES_MISSING || reason == Reason.KEY_MISSING) {
        reason = found;
      }
    }
    String what = signed.owner() + " " + signed.type();
    return new Checked(signed, zone, Verdict.of(reason, what), 0);
  }

  private static Reason reason(RRsetVerifier.Verdict verdict, Work work) {
    return switch (verdict) {
      case VALID -> {
        work.signature();
        yield Reason.NONE;
      }
      case BOGUS -> {
        work.signature();
        work.wrong();
        yield Reason.SIGNATURE_WRONG;
      }
      case UNFIT -> Reason.SIGNATURE_WRONG;
      case NO_KEY -> Reason.KEY_MISSING;
      case EXPIRED -> Reason.SIGNATURE_EXPIRED;
      case NOT_YET_VALID -> Reason.SIGNATURE_NOT_YET_VALID;
    };
  }
}
