package org.polderdns.backend;

import java.util.Locale;
import java.util.Optional;

/** Whether zones of stores that may block are held in memory and answered from there. */
public enum SnapshotMode {
  /** None is. */
  NO,
  /** Those are that are asked for, within a bound. */
  AUTO,
  /** All are. */
  YES;

  /** The kind of metadata by which a zone has a mode of its own. */
  public static final String METADATA = "X-ZONE-SNAPSHOT";

  /** The mode by its name in any case, as in settings and metadata. */
  public static Optional<SnapshotMode> parse(String text) {
    for (SnapshotMode mode : values()) {
      if (mode.name().equalsIgnoreCase(text.strip())) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
