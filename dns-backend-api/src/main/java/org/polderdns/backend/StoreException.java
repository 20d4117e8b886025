package org.polderdns.backend;

/**
 * A store that did not do what was asked of it: not reachable, out of space, locked, or with data
 * that cannot be read. A question that meets it gets SERVFAIL, never NXDOMAIN. The message begins
 * with the name of the backend: {@code gsqlite3-east: database "zones.sqlite": ...}.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String backend;

  /**
   * @param backend the name of the instance, such as {@code gsqlite3-east}
   * @param message what could not be done and why
   */
  public StoreException(String backend, String message) {
    super(backend + ": " + message);
    this.backend = backend;
  }

  public StoreException(String backend, String message, Throwable cause) {
    super(backend + ": " + message, cause);
    this.backend = backend;
  }

  /** The name of the backend instance. */
  public String backend() {
    return backend;
  }
}
