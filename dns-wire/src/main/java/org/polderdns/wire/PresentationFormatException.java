package org.polderdns.wire;

/**
 * Text that is not in presentation format (RFC 1035 §5.1). The message says where, what was
 * expected and what was found: {@code example.zone:14:22: TLSA.selector: expected 0 to 255, found
 * "256"}.
 */
public final class PresentationFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PresentationFormatException(String message) {
    super(message);
  }

  public PresentationFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
