package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;

class SqliteStatementsTest extends DefaultStatementsContract {
  @TempDir
  Path directory;

  @Override
  BackendSettings settings() throws Exception {
    Map<String, String> values =
        Map.of("database", directory.resolve("zones.sqlite").toString());
    BackendSettings settings = BackendSettings.of(new Launch("gsqlite3", ""), factory(), values);
    factory().open(settings).close();
    return settings;
  }

  @Override
  SqlBackendFactory factory() {
    return new SqliteBackendFactory();
  }
}
