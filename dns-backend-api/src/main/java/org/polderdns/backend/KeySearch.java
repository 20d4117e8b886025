package org.polderdns.backend;

import java.util.List;
import java.util.Map;
import org.polderdns.wire.Name;

/** A store that can tell the signing keys of all of its zones at once. */
public interface KeySearch {
  /** The keys of each zone that has some, in the order of their ids. */
  Map<Name, List<StoredKey>> allKeys();
}
