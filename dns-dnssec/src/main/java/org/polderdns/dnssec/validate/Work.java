package org.polderdns.dnssec.validate;

/**
 * What one validation may cost, so that no hostile zone makes an answer expensive. An honest answer
 * of ten zones takes some 40 signatures.
 */
final class Work {
  /** Signatures that are computed, each with at most four keys. */
  private static final int MAX_SIGNATURES = 256;

  /** Of those, signatures that turn out wrong. */
  private static final int MAX_WRONG = 16;

  /** Questions for DS and DNSKEY; a name has at most 127 labels. */
  private static final int MAX_QUESTIONS = 300;

  /** SHA-1 computations for NSEC3. */
  private static final int MAX_ROUNDS = 20_000;

  /** More work than is done; no stack trace, as peers bring it about. */
  static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExceededException() {
      super("too much work", null, false, false);
    }
  }

  private int signatures;
  private int wrong;
  private int questions;
  private int rounds;

  void signature() {
    check(++signatures, MAX_SIGNATURES);
  }

  void wrong() {
    check(++wrong, MAX_WRONG);
  }

  void question() {
    check(++questions, MAX_QUESTIONS);
  }

  void hash(int iterations) {
    rounds += iterations + 1;
    check(rounds, MAX_ROUNDS);
  }

  private static void check(int done, int limit) {
    if (done > limit) {
      throw new ExceededException();
    }
  }
}
