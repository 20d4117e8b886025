package org.polderdns.backend;

/**
 * A store that gave a transaction up in favour of another's, with nothing of it stored. The same may
 * go well if it is done again from its beginning, which only who has all of it can do.
 */
public final class StoreConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param backend the name of the instance, such as {@code gmysql}
   * @param message what was given up
   */
  public StoreConflictException(String backend, String message, Throwable cause) {
    super(backend, message, cause);
  }
}
