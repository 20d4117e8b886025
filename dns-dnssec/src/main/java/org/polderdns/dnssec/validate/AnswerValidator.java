package org.polderdns.dnssec.validate;

import java.time.Clock;
import java.util.Optional;
import org.polderdns.wire.Message;
import org.polderdns.wire.Name;
import org.polderdns.wire.Question;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;
import org.polderdns.zone.Nsec3Hash;

/**
 * Validates answers, positive and negative, and referrals, by following the chain of DS and DNSKEY
 * records from a trust anchor (RFC 4035 §5, RFC 5155 §8, RFC 6840), compact denials included (RFC
 * 9824).
 *
 * <pre>{@code
 * AnswerValidator validator = AnswerValidator.of(TrustAnchors.of(rootDs), source, clock);
 * Verdict verdict = validator.validate(answer);
 * if (verdict.isBogus()) {
 *   log(verdict.reason(), verdict.detail());
 * }
 * }</pre>
 *
 * <p>All that stands in the answer and authority sections has to be authentic, but for a referral's
 * NS records; what stands in the additional section counts for nothing. A TTL above that of the
 * signature is not looked at: who caches records has to lower it (RFC 4035 §5.3.3). Nothing is kept
 * between two answers.
 *
 * <p>The work is bounded, whatever the answers: few wrong signatures, few keys of one tag, and a
 * number of hashes and questions that no honest answer needs. Immutable; as safe for all threads as
 * its source is.
 */
public final class AnswerValidator {
  /** More iterations of NSEC3 make a zone insecure, unless said otherwise (RFC 9276 §3.2). */
  public static final int DEFAULT_MAX_ITERATIONS = 100;

  private final TrustAnchors anchors;
  private final AnswerSource source;
  private final Clock clock;
  private final int maxIterations;

  private AnswerValidator(
      TrustAnchors anchors, AnswerSource source, Clock clock, int maxIterations) {
    this.anchors = anchors;
    this.source = source;
    this.clock = clock;
    this.maxIterations = maxIterations;
  }

  /**
   * @param clock tells whether signatures are valid yet and still
   */
  public static AnswerValidator of(TrustAnchors anchors, AnswerSource source, Clock clock) {
    return new AnswerValidator(anchors, source, clock, DEFAULT_MAX_ITERATIONS);
  }

  /**
   * This one with another limit.
   *
   * @param limit iterations of NSEC3 that are computed, 0 to {@link Nsec3Hash#MAX_ITERATIONS}
   */
  public AnswerValidator withMaxIterations(int limit) {
    if (limit < 0 || limit > Nsec3Hash.MAX_ITERATIONS) {
      throw new IllegalArgumentException(limit + " iterations are not 0 to 2500");
    }
    return new AnswerValidator(anchors, source, clock, limit);
  }

  /** Validates an answer, taken to be one to the question in it. Throws nothing of its own. */
  public Verdict validate(Message answer) {
    Optional<Question> question = answer.question();
    if (question.isEmpty()) {
      return Verdict.of(Reason.NO_ANSWER, "no question");
    }
    RecordType type = question.get().type();
    Name name = question.get().name();
    Rcode rcode = answer.rcode();
    if (!rcode.equals(Rcode.NOERROR)
        && !rcode.equals(Rcode.NXDOMAIN)
        && !rcode.equals(Rcode.YXDOMAIN)) {
      return Verdict.of(Reason.NO_ANSWER, rcode);
    }
    if (type == RecordType.RRSIG) {
      return Verdict.of(Reason.SIGNATURES_ASKED, name);
    }
    Name from = type == RecordType.DS && !name.isRoot() ? name.parent() : name;
    if (anchors.closest(from).isEmpty()) {
      return Verdict.of(Reason.NO_ANCHOR, name);
    }
    try {
      return new Validation(question.get(), answer, anchors, source, clock.instant(), maxIterations)
          .verdict();
    } catch (WireFormatException e) {
      return Verdict.of(Reason.INCONSISTENT, name + ": " + e.getMessage());
    } catch (Work.ExceededException e) {
      return Verdict.of(Reason.TOO_MUCH_WORK, name);
    }
  }
}
