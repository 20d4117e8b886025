package org.polderdns.backend.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.ZoneKeys;

/** The keys of the zone of a transaction. */
final class MemoryKeys implements ZoneKeys {
  private final MemoryTransaction transaction;

  MemoryKeys(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public List<StoredKey> all() {
    return transaction.currentKeys();
  }

  @Override
  public long add(int flags, boolean active, boolean published, String content) {
    StoredZone zone = transaction.stored();
    long id = transaction.nextId();
    List<StoredKey> keys = new ArrayList<>(zone.keys());
    keys.add(new StoredKey(id, flags, active, published, content));
    transaction.set(zone.withKeys(keys));
    return id;
  }

  @Override
  public void setActive(long id, boolean active) {
    change(id, key -> new StoredKey(id, key.flags(), active, key.published(), key.content()));
  }

  @Override
  public void setPublished(long id, boolean published) {
    change(id, key -> new StoredKey(id, key.flags(), key.active(), published, key.content()));
  }

  private void change(long id, UnaryOperator<StoredKey> change) {
    StoredZone zone = transaction.stored();
    List<StoredKey> keys = new ArrayList<>(zone.keys());
    if (keys.stream().noneMatch(key -> key.id() == id)) {
      throw new StoreException(
          transaction.backend(), "zone " + transaction.apex() + " has no key " + id);
    }
    keys.replaceAll(key -> key.id() == id ? change.apply(key) : key);
    transaction.set(zone.withKeys(keys));
  }

  @Override
  public void remove(long id) {
    StoredZone zone = transaction.stored();
    List<StoredKey> keys = new ArrayList<>(zone.keys());
    keys.removeIf(key -> key.id() == id);
    transaction.set(zone.withKeys(keys));
  }
}
