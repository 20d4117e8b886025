package org.polderdns.zone.answer;

/**
 * Adds to an answer what DNSSEC wants in it: a signature for each RRset and the proofs that {@link
 * Answer#proofs()} lists. It stands between {@link Answerer} and {@link AnswerEncoder} and is for
 * questions with the DO bit only (RFC 4035 §3.1).
 *
 * <p>Implementations may be for the use of one thread only.
 */
@FunctionalInterface
public interface DnssecStage {
  void complete(Answer answer);
}
