package org.polderdns.server.net;

/** An address could not be bound. The message is one line that names it. */
public final class BindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BindException(String message) {
    super(message);
  }
}
