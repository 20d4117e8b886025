package org.polderdns.backend;

import java.util.List;
import java.util.Map;
import org.polderdns.wire.Name;

/** A store that can tell at once which zones have metadata of a kind. */
public interface MetadataSearch {
  /** The values of a kind, in any case, of each zone that has some. */
  Map<Name, List<String>> zonesWith(String kind);
}
