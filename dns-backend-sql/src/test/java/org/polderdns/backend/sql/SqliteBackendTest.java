package org.polderdns.backend.sql;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.contract.StoreContract;

class SqliteBackendTest extends StoreContract {
  @TempDir
  Path directory;

  @Override
  protected Backend open() {
    return open(directory.resolve("zones.sqlite"));
  }

  static Backend open(Path file) {
    SqliteBackendFactory factory = new SqliteBackendFactory();
    return factory.open(BackendSettings.of(
        new Launch("gsqlite3", ""), factory, Map.of("database", file.toString())));
  }
}
