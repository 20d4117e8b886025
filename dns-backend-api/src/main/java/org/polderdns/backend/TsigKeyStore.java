package org.polderdns.backend;

import org.polderdns.wire.Name;

/** A store in which TSIG keys can be set. No failure's message has a secret. */
public interface TsigKeyStore extends TsigKeyListing {
  /** Adds a key, in the place of one of the same name and algorithm if there is one. */
  void setTsigKey(StoredTsigKey key);

  /** Deletes all keys of that name; none is no error. */
  void deleteTsigKeys(Name name);
}
