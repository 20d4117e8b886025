package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.Backend;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.contract.StoreContract;

/** As {@link RenamedTablesTest}, on MariaDB. */
class RenamedTablesMariadbTest extends StoreContract {
  @Override
  protected Backend open() throws Exception {
    return RenamedTables.open(
        MariadbServer.shared(), DatabaseKind.MYSQL, "create table if not exists %1$s like %2$s");
  }

  @Test
  void changesOfTablesThatAreNotOursAreNotToldOf() {
    assertThat(store.capability(ChangeMark.class)).isEmpty();
  }

  @AfterEach
  void usualTablesAreUntouched() throws Exception {
    assertThat(RenamedTables.rowsElsewhere(MariadbServer.shared())).isZero();
  }
}
