package org.polderdns.dnssec.key;

/** A key that is not taken. The message names what was wrong and holds nothing of the key. */
public final class KeyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a key. */
  public enum Reason {
    /** It is not in the form it should have, or its numbers do not go together. */
    MALFORMED,
    /** It is not the key that the DNSKEY record beside it belongs to. */
    MISMATCH,
    /** Zones are not signed with its algorithm, or it is not of the algorithm asked for. */
    ALGORITHM,
    /** Its algorithm does not allow its size. */
    SIZE,
    /** It is in a token that does not give access to it. */
    TOKEN
  }

  private final Reason reason;

  public KeyRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static KeyRefusedException malformed(String message) {
    return new KeyRefusedException(Reason.MALFORMED, message);
  }

  public Reason reason() {
    return reason;
  }

  /** The same with the name of what was read before it. */
  KeyRefusedException in(String name) {
    return new KeyRefusedException(reason, name + ": " + getMessage());
  }
}
