package org.polderdns.server.cli;

import java.util.function.Consumer;
import org.polderdns.backend.Backend;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;

/** Reads all of a zone. */
final class ListedZone {
  private ListedZone() {}

  /**
   * Visits all nodes of a zone, see {@link RecordListing#list}.
   *
   * @throws CommandException if a record cannot be read
   */
  static void whole(ServedZone zone, Consumer<StoredNode> visitor) {
    readable(zone, node -> {
      if (!node.broken().isEmpty()) {
        throw new CommandException(
            "Error: " + node.owner() + " " + node.broken() + " cannot be read: see check-zone");
      }
      visitor.accept(node);
    });
  }

  /** Visits all nodes with those of their records that can be read. */
  static void readable(ServedZone zone, Consumer<StoredNode> visitor) {
    Backend backend = zone.backend();
    backend
        .capability(RecordListing.class)
        .orElseThrow(() -> new StoreException(backend.name(), "records cannot be listed"))
        .list(zone.info(), visitor);
  }
}
