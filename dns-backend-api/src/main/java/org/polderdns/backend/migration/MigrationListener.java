package org.polderdns.backend.migration;

import org.polderdns.wire.Name;

/** Follows a {@link Migration}. */
public interface MigrationListener {
  /** A zone is next. */
  void begun(Name apex);

  /** A zone is in the target, whole but for what {@link #left} tells. */
  void moved(MovedZone zone);

  /** The number of TSIG keys now in the target. */
  void movedTsigKeys(int count);

  /** The number of autoprimaries now in the target. */
  void movedAutoprimaries(int count);

  /**
   * Something is not in the target.
   *
   * @param what a sentence without a full stop that says what and why
   */
  void left(String what);
}
