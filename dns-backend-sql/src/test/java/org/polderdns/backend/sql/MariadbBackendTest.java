package org.polderdns.backend.sql;

import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

class MariadbBackendTest extends StoreContract {
  @Override
  protected Backend open() throws Exception {
    return MariadbServer.shared().cleared().open();
  }
}
