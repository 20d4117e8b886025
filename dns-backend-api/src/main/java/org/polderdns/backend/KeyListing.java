package org.polderdns.backend;

import java.util.List;
import org.polderdns.wire.Name;

/**
 * A store that has signing keys of zones. They are changed in a transaction of the zone, see {@link
 * ZoneTransaction#keys}.
 */
public interface KeyListing {
  /**
   * The keys of the zone of that apex in the order of their ids; none if the store does not have the
   * zone. Those that are inactive and those that are not published are among them.
   */
  List<StoredKey> keys(Name apex);

  /**
   * Whether zones are served signed with these keys. If not, they are kept and nothing else, as the
   * operator wants it.
   */
  default boolean areUsed() {
    return true;
  }
}
