package org.polderdns.backend;

import java.util.function.Consumer;

/**
 * A store that has comments on the RRsets of zones. They are changed in a transaction of the zone,
 * see {@link ZoneTransaction#comments}.
 */
public interface CommentListing {
  /** Visits all comments of a zone, in the store's order. */
  void comments(ZoneInfo zone, Consumer<Comment> visitor);
}
