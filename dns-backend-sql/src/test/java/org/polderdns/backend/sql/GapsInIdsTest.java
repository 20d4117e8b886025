package org.polderdns.backend.sql;

import org.junit.jupiter.api.AfterAll;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

/** Ids that a server gives as a member of a Galera cluster does: every seventh. */
class GapsInIdsTest extends StoreContract {
  private static final Shared<MariadbServer> SERVER = new Shared<>(
      () -> MariadbServer.own("--auto-increment-increment=7", "--auto-increment-offset=3"));

  @Override
  protected Backend open() throws Exception {
    return SERVER.get().cleared().open();
  }

  @AfterAll
  static void end() throws Exception {
    SERVER.get().close();
  }
}
