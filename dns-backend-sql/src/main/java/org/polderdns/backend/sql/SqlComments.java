package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.Comment;
import org.polderdns.backend.ZoneComments;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The comments of the zone of a transaction. */
final class SqlComments implements ZoneComments {
  private final SqlTransaction transaction;
  private final CommentTable comments;

  SqlComments(SqlTransaction transaction, CommentTable comments) {
    this.transaction = transaction;
    this.comments = comments;
  }

  @Override
  public void replace(Name owner, RecordType type, List<Comment> replacement) {
    long zone = transaction.present().id();
    List<Comment> all = List.copyOf(replacement);
    transaction.run("comment", session -> {
      comments.delete(session, zone, owner, type);
      for (Comment comment : all) {
        comments.add(session, zone, comment);
      }
      return zone;
    });
  }

  @Override
  public void add(Comment comment) {
    long zone = transaction.present().id();
    transaction.run("comment", session -> {
      comments.add(session, zone, comment);
      return zone;
    });
  }
}
