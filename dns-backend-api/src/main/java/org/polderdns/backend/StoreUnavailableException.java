package org.polderdns.backend;

/**
 * A store that cannot be reached for now. The same may go well later: who starts a server tries
 * again, where any other failure ends the start.
 */
public final class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param backend the name of the instance, such as {@code gmysql}
   * @param message what could not be done and why
   */
  public StoreUnavailableException(String backend, String message, Throwable cause) {
    super(backend, message, cause);
  }
}
