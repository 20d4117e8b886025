package org.polderdns.backend.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.contract.StoreContract;

/** As {@link RenamedTablesTest}, on H2. */
class RenamedTablesH2Test extends StoreContract {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  @Override
  protected Backend open() throws Exception {
    String database = "mem:renamed-" + DATABASES.incrementAndGet();
    Map<String, String> settings = new HashMap<>(RenamedTables.settings(DatabaseKind.H2));
    settings.put("database", database);
    // It is gone when nobody has it open.
    try (Connection connection = DriverManager.getConnection("jdbc:h2:" + database, "sa", "");
        Statement statement = connection.createStatement()) {
      open(Map.of("database", database)).close();
      for (String sql : RenamedTables.renaming()) {
        statement.execute(sql);
      }
      return open(settings);
    }
  }

  private static Backend open(Map<String, String> settings) {
    H2BackendFactory factory = new H2BackendFactory();
    return factory.open(BackendSettings.of(new Launch("gh2", ""), factory, settings));
  }
}
