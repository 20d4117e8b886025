package org.polderdns.backend.sql;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.polderdns.backend.BackendSettings;

class GenericStatementsTest extends DefaultStatementsContract {
  private WrappedDatabase database;

  @Override
  BackendSettings settings() throws Exception {
    database = new WrappedDatabase("statements").withTables();
    return database.backendSettings(Map.of());
  }

  @Override
  SqlBackendFactory factory() {
    return new JdbcBackendFactory();
  }

  @AfterEach
  void drop() {
    database.close();
  }
}
