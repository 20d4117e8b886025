package org.polderdns.backend.memory;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.Comment;
import org.polderdns.backend.ZoneComments;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The comments of the zone of a transaction. */
final class MemoryComments implements ZoneComments {
  private final MemoryTransaction transaction;

  MemoryComments(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void replace(Name owner, RecordType type, List<Comment> comments) {
    StoredZone zone = transaction.stored();
    List<Comment> all = new ArrayList<>(zone.comments());
    all.removeIf(comment -> comment.isOn(owner, type));
    all.addAll(comments);
    transaction.set(zone.withComments(all));
  }

  @Override
  public void add(Comment comment) {
    StoredZone zone = transaction.stored();
    List<Comment> all = new ArrayList<>(zone.comments());
    all.add(comment);
    transaction.set(zone.withComments(all));
  }
}
