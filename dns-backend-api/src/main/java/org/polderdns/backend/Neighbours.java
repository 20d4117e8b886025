package org.polderdns.backend;

import java.util.Optional;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** A store that finds the names around a name in canonical order (RFC 4034 §6.1). */
public interface Neighbours {
  /**
   * The owner of an RRset of the type that is nearest before {@code name}, or {@code name} itself;
   * if there is none before it, the last of the zone, since denial chains are circles. Empty if the
   * zone has no RRset of the type.
   */
  Optional<Name> atOrBefore(ZoneInfo zone, Name name, RecordType type);
}
