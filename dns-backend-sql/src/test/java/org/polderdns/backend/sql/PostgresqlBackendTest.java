package org.polderdns.backend.sql;

import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

class PostgresqlBackendTest extends StoreContract {
  @Override
  protected Backend open() throws Exception {
    return PostgresqlServer.shared().cleared().open();
  }
}
