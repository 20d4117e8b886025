package org.polderdns.backend;

import java.util.List;
import java.util.Map;
import org.polderdns.wire.Name;

/**
 * A store that has metadata of zones: lists of values under kinds such as {@code PRESIGNED}. A zone
 * that the store does not have has none. Kinds are compared without regard to case.
 */
public interface MetadataListing {
  /** The values of one kind in the order they were set; none if it is not set. */
  List<String> metadata(Name apex, String kind);

  /** All kinds that are set, sorted, each with its values. */
  Map<String, List<String>> allMetadata(Name apex);
}
