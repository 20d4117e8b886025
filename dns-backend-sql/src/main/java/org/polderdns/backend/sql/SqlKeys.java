package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.wire.Name;

/** The keys of the zone of a transaction. */
final class SqlKeys implements ZoneKeys {
  private final SqlTransaction transaction;
  private final KeyTable keys;
  private final Name apex;

  SqlKeys(SqlTransaction transaction, KeyTable keys) {
    this.transaction = transaction;
    this.keys = keys;
    this.apex = transaction.apex();
  }

  @Override
  public List<StoredKey> all() {
    return transaction.run("read the keys of", session -> keys.all(session, apex));
  }

  @Override
  public long add(int flags, boolean active, boolean published, String content) {
    transaction.present();
    return transaction.run(
        "add a key to", session -> keys.add(session, apex, flags, active, published, content));
  }

  @Override
  public void setActive(long id, boolean active) {
    check(id);
    transaction.run("change a key of", session -> {
      keys.setActive(session, apex, id, active);
      return id;
    });
  }

  @Override
  public void setPublished(long id, boolean published) {
    check(id);
    transaction.run("change a key of", session -> {
      keys.setPublished(session, apex, id, published);
      return id;
    });
  }

  private void check(long id) {
    transaction.present();
    if (all().stream().noneMatch(key -> key.id() == id)) {
      throw new StoreException(transaction.backend(), "zone " + apex + " has no key " + id);
    }
  }

  @Override
  public void remove(long id) {
    transaction.present();
    transaction.run("remove a key of", session -> {
      keys.remove(session, apex, id);
      return id;
    });
  }
}
