package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.polderdns.backend.Comment;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** The table {@code comments}. Databases made before 3.4 lack it: there are no comments then. */
final class CommentTable {
  private final Queries queries;

  CommentTable(Queries queries) {
    this.queries = queries;
  }

  void each(Session session, long zone, Consumer<Comment> visitor) throws SQLException {
    if (queries.canRun(Query.COMMENTS)) {
      queries.stream(
          session,
          Query.COMMENTS,
          row -> visitor.accept(new Comment(
              SchemaText.text(row.getString(2)),
              SchemaText.text(row.getString(3)),
              SchemaText.number(row.getString(4), 0),
              SchemaText.text(row.getString(5)),
              SchemaText.text(row.getString(6)))),
          zone);
    }
  }

  void delete(Session session, long zone, Name owner, RecordType type) throws SQLException {
    queries.run(
        session,
        Query.DELETE_COMMENTS_OF_RRSET,
        zone,
        SchemaText.name(owner),
        SchemaText.type(type));
  }

  void add(Session session, long zone, Comment comment) throws SQLException {
    queries.run(
        session,
        Query.INSERT_COMMENT,
        zone,
        SchemaText.storedName(comment.owner()),
        comment.type(),
        comment.modifiedAt(),
        comment.account(),
        comment.text());
  }
}
