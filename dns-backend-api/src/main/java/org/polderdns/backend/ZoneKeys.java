package org.polderdns.backend;

import java.util.List;

/**
 * The signing keys of a zone within a transaction. Every method may throw {@link StoreException},
 * whose message never has the content of a key.
 *
 * <pre>{@code
 * try (ZoneTransaction tx = store.begin(apex)) {
 *   long id = tx.keys().orElseThrow().add(257, true, true, privateKeyText);
 *   tx.commit();
 * }
 * }</pre>
 */
public interface ZoneKeys {
  /** All keys in the order of their ids. */
  List<StoredKey> all();

  /**
   * Adds a key. Its content is stored as it is given.
   *
   * @param flags 0 to 65535
   * @return its id
   * @throws StoreException if there is no such zone, or the store cannot keep an unpublished key
   */
  long add(int flags, boolean active, boolean published, String content);

  /**
   * Lets a key sign, or not.
   *
   * @throws StoreException if the zone has no key of that id
   */
  void setActive(long id, boolean active);

  /**
   * Puts a key's DNSKEY into the zone, or takes it out.
   *
   * @throws StoreException if the zone has no key of that id, or the store cannot keep an unpublished
   *     key
   */
  void setPublished(long id, boolean published);

  /** Deletes a key; no such key is no error. */
  void remove(long id);
}
