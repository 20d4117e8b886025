package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

/** As {@link RenamedTablesTest}, on PostgreSQL. */
class RenamedTablesPostgresqlTest extends StoreContract {
  @Override
  protected Backend open() throws Exception {
    return RenamedTables.open(
        PostgresqlServer.shared(),
        DatabaseKind.POSTGRESQL,
        "create table if not exists %1$s (like %2$s including all);"
            + "alter table %1$s owner to powerdns");
  }

  @AfterEach
  void usualTablesAreUntouched() throws Exception {
    assertThat(RenamedTables.rowsElsewhere(PostgresqlServer.shared())).isZero();
  }
}
