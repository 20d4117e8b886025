package org.polderdns.zone.answer;

/**
 * Choices of {@link Answerer}.
 *
 * @param anyToTcp whether a question for ANY over UDP gets an empty, truncated answer, so that only
 *     those who can be reached by TCP get the large one (RFC 8482 §4.4 leaves the choice)
 * @param dnameProcessing whether a DNAME redirects the names below it (RFC 6672); if not it is data
 *     like any other
 * @param resolveAcrossZones whether a CNAME chain that leaves the zone is followed into the other
 *     zones served
 * @param maxChain links of CNAME and DNAME followed in one answer, at least 0; what is found up to
 *     there is answered
 */
public record AnswerOptions(
    boolean anyToTcp, boolean dnameProcessing, boolean resolveAcrossZones, int maxChain) {
  public static final AnswerOptions DEFAULT = new AnswerOptions(true, true, true, 16);

  public AnswerOptions {
    if (maxChain < 0) {
      throw new IllegalArgumentException("maxChain " + maxChain + " is below 0");
    }
  }
}
