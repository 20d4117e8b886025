package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.wire.Name;

/** The table {@code tsigkeys}. Where it is missing there are no keys. */
final class TsigKeyTable {
  private static final System.Logger LOG = System.getLogger(TsigKeyTable.class.getName());

  private final String backend;
  private final Queries queries;

  /** @param backend the name of the instance */
  TsigKeyTable(String backend, Queries queries) {
    this.backend = backend;
    this.queries = queries;
  }

  List<StoredTsigKey> all(Session session) throws SQLException {
    List<StoredTsigKey> keys = new ArrayList<>();
    if (queries.canRun(Query.TSIG_KEYS)) {
      queries.each(session, Query.TSIG_KEYS, row -> {
        Optional<Name> name = name(row.getString(1));
        if (name.isPresent()) {
          keys.add(key(name.get(), row.getString(2), row.getString(3)));
        }
      });
    }
    return keys;
  }

  private Optional<Name> name(@Nullable String column) {
    Optional<Name> name = SchemaText.nameIn(column, Name.ROOT);
    if (name.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=tsig-key-unusable backend=" + backend + " name=\"" + column + '"');
    }
    return name;
  }

  List<StoredTsigKey> named(Session session, Name name) throws SQLException {
    return queries.canRun(Query.TSIG_KEY)
        ? queries.list(
            session,
            Query.TSIG_KEY,
            row -> key(name, row.getString(1), row.getString(2)),
            SchemaText.name(name))
        : List.of();
  }

  private static StoredTsigKey key(Name name, @Nullable String algorithm, @Nullable String secret) {
    String text = SchemaText.text(algorithm);
    String plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return new StoredTsigKey(name, plain, SchemaText.text(secret));
  }

  /** Sets a key; PowerDNS's own statement for PostgreSQL can only add one. */
  void set(Session session, StoredTsigKey key) throws SQLException {
    List<StoredTsigKey> old = named(session, key.name());
    if (old.stream().anyMatch(has -> has.algorithm().equals(key.algorithm()))) {
      delete(session, key.name());
      for (StoredTsigKey other : old) {
        if (!other.algorithm().equals(key.algorithm())) {
          insert(session, other);
        }
      }
    }
    insert(session, key);
  }

  private void insert(Session session, StoredTsigKey key) throws SQLException {
    queries.run(
        session, Query.SET_TSIG_KEY, SchemaText.name(key.name()), key.algorithm(), key.secret());
  }

  void delete(Session session, Name name) throws SQLException {
    queries.run(session, Query.DELETE_TSIG_KEY, SchemaText.name(name));
  }
}
