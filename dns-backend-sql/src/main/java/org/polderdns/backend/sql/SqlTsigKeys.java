package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.wire.Name;

/** A database that has a table of TSIG keys. */
interface SqlTsigKeys extends TsigKeyStore {
  Sessions sessions();

  Tables tables();

  @Override
  default List<StoredTsigKey> tsigKeys() {
    return sessions().read("list the TSIG keys", session -> tables().tsigKeys().all(session));
  }

  @Override
  default List<StoredTsigKey> tsigKeys(Name key) {
    return sessions()
        .read("read the TSIG key " + key, session -> tables().tsigKeys().named(session, key));
  }

  @Override
  default void setTsigKey(StoredTsigKey key) {
    sessions()
        .write("set the TSIG key " + key.name(), session -> tables().tsigKeys().set(session, key));
  }

  @Override
  default void deleteTsigKeys(Name key) {
    sessions()
        .write("delete the TSIG key " + key, session -> tables().tsigKeys().delete(session, key));
  }
}
