package org.polderdns.backend.sql;

import java.util.Map;
import org.polderdns.backend.BackendSettings;

class PostgresqlStatementsTest extends DefaultStatementsContract {
  @Override
  BackendSettings settings() throws Exception {
    return PostgresqlServer.shared().cleared().backendSettings(Map.of());
  }

  @Override
  SqlBackendFactory factory() {
    return new PostgresqlBackendFactory();
  }
}
