package org.polderdns.backend.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoredKey;
import org.polderdns.wire.Name;

/**
 * The table {@code cryptokeys}. Databases made before 3.0 lack it: there are no keys then. Those made
 * before 4.3 lack the column {@code published}: all keys are published.
 */
final class KeyTable {
  private static final String ALL =
      "select k.id, k.flags, k.active, {published}, k.content, d.name from cryptokeys as k"
          + " join domains as d on d.id = k.domain_id order by k.id";

  private final Queries queries;

  KeyTable(Queries queries) {
    this.queries = queries;
  }

  List<StoredKey> all(Session session, Name apex) throws SQLException {
    if (!queries.canRun(Query.KEYS)) {
      return List.of();
    }
    List<StoredKey> keys =
        new ArrayList<>(queries.list(session, Query.KEYS, KeyTable::key, SchemaText.name(apex)));
    keys.sort(Comparator.comparingLong(StoredKey::id));
    return List.copyOf(keys);
  }

  /** Whether {@link #allByZone} can tell: no statement of the operator says where keys are. */
  boolean isOurs() {
    return queries.areDefault(Query.KEYS);
  }

  /** The keys of all zones that have some. */
  Map<Name, List<StoredKey>> allByZone(Session session) throws SQLException {
    return queries.canRun(Query.KEYS) ? byZone(session, queries.fill(ALL)) : Map.of();
  }

  /**
   * The keys of all zones that have some.
   *
   * @param select the columns of {@link Query#KEYS} and the zone, by id
   */
  static Map<Name, List<StoredKey>> byZone(Session session, String select) throws SQLException {
    Map<Name, List<StoredKey>> zones = new HashMap<>();
    try (ResultSet row = session.prepare(select).executeQuery()) {
      while (row.next()) {
        StoredKey key = key(row);
        SchemaText.nameIn(row.getString(6), Name.ROOT)
            .ifPresent(
                apex -> zones.computeIfAbsent(apex, name -> new ArrayList<>()).add(key));
      }
    }
    return zones;
  }

  private static StoredKey key(ResultSet row) throws SQLException {
    return new StoredKey(
        row.getLong(1),
        row.getInt(2),
        SchemaText.isTrue(row.getString(3)),
        SchemaText.isTrue(row.getString(4)),
        SchemaText.text(row.getString(5)));
  }

  /** Adds a key to a zone that is there, and gives its id. */
  long add(Session session, Name apex, int flags, boolean active, boolean published, String content)
      throws SQLException {
    if (!published) {
      checkPublished(Query.ADD_KEY);
    }
    String given = queries.given(
        session, Query.ADD_KEY, flags, active, published, content, SchemaText.name(apex));
    long id = SchemaText.number(given, 0);
    if (id <= 0) {
      id = queries.first(session, Query.LAST_KEY_ID, row -> row.getLong(1)).orElse(0L);
    }
    if (id <= 0) {
      throw new SQLException("the new key has no id");
    }
    return id;
  }

  void setActive(Session session, Name apex, long id, boolean active) throws SQLException {
    run(session, active ? Query.ACTIVATE_KEY : Query.DEACTIVATE_KEY, apex, id);
  }

  void setPublished(Session session, Name apex, long id, boolean published) throws SQLException {
    if (!published) {
      checkPublished(Query.UNPUBLISH_KEY);
    } else if (!hasPublished(Query.PUBLISH_KEY)) {
      return; // all are
    }
    run(session, published ? Query.PUBLISH_KEY : Query.UNPUBLISH_KEY, apex, id);
  }

  void remove(Session session, Name apex, long id) throws SQLException {
    run(session, Query.REMOVE_KEY, apex, id);
  }

  private void run(Session session, Query query, Name apex, @Nullable Object id)
      throws SQLException {
    queries.run(session, query, SchemaText.name(apex), id);
  }

  private boolean hasPublished(Query query) {
    return !queries.lacks("published") || !queries.areDefault(query);
  }

  private void checkPublished(Query query) throws SQLException {
    if (!hasPublished(query)) {
      throw new SQLException("table cryptokeys lacks the column published");
    }
  }
}
