package org.polderdns.backend;

import java.util.List;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The comments of a zone within a transaction. Every method may throw {@link StoreException}. */
public interface ZoneComments {
  /**
   * Puts comments in the place of those on an RRset; none unset them.
   *
   * @param comments each of that owner and type
   * @throws StoreException if there is no such zone too
   */
  void replace(Name owner, RecordType type, List<Comment> comments);

  /**
   * Adds a comment to those on its RRset.
   *
   * @throws StoreException if there is no such zone too
   */
  void add(Comment comment);
}
