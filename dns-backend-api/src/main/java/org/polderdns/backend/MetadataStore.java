package org.polderdns.backend;

import java.util.List;
import org.polderdns.wire.Name;

/** A store in which metadata of zones can be set. */
public interface MetadataStore extends MetadataListing {
  /**
   * Puts values in the place of those of the kind; no values unset it.
   *
   * @throws StoreException if there is no such zone too
   */
  void setMetadata(Name apex, String kind, List<String> values);
}
