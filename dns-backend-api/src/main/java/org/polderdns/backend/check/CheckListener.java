package org.polderdns.backend.check;

/** Follows a {@link StoreCheck}. */
public interface CheckListener {
  /** Something is as it should be. */
  void passed(String what);

  /**
   * Something is not.
   *
   * @param reason what was expected and what was found, or why it could not be written
   */
  void failed(String what, String reason);
}
