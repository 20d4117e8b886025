package org.polderdns.backend.sql;

import java.util.Map;
import org.polderdns.backend.BackendSettings;

class MariadbStatementsTest extends DefaultStatementsContract {
  @Override
  BackendSettings settings() throws Exception {
    return MariadbServer.shared().cleared().backendSettings(Map.of());
  }

  @Override
  SqlBackendFactory factory() {
    return new MysqlBackendFactory();
  }
}
