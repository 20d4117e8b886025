package org.polderdns.wire;

/**
 * Octets that are not what their format allows. The text says at which offset, in what, and what
 * was found: {@code offset 37: MX.exchange: pointer to 242 is not backwards}.
 *
 * <p>Carries no stack trace: peers can cause it at line rate. A server answers FORMERR to it.
 */
public final class WireFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireFormatException(String message) {
    super(message, null, false, false);
  }

  /**
   * An error at a place of a message.
   *
   * @param offset octets from the start of the message, 0 to 65535
   */
  public static WireFormatException at(int offset, String what) {
    return new WireFormatException("offset " + offset + ": " + what);
  }
}
