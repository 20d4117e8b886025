package org.polderdns.backend;

import java.util.Locale;
import java.util.Optional;

/** How a zone gets and gives its data. The constants are the words that stores keep. */
public enum ZoneKind {
  /** Replicated by the store itself, if at all. */
  NATIVE,
  /** A primary: notifies its secondaries. */
  MASTER,
  /** A secondary: transferred from primaries. */
  SLAVE,
  /** A catalog zone made here (RFC 9432). */
  PRODUCER,
  /** A catalog zone taken from elsewhere (RFC 9432). */
  CONSUMER;

  /** Reads a word in any case; primary and secondary are taken for the older ones. */
  public static Optional<ZoneKind> parse(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "NATIVE" -> Optional.of(NATIVE);
      case "MASTER", "PRIMARY" -> Optional.of(MASTER);
      case "SLAVE", "SECONDARY" -> Optional.of(SLAVE);
      case "PRODUCER" -> Optional.of(PRODUCER);
      case "CONSUMER" -> Optional.of(CONSUMER);
      default -> Optional.empty();
    };
  }

  /** Whether the zone's data come by transfer. */
  public boolean isSecondary() {
    return this == SLAVE || this == CONSUMER;
  }
}
