package org.polderdns.backend.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

class SqliteBackendTest extends StoreContract {
  @TempDir
  Path directory;

  @Override
  protected Backend open() {
    return Database.open(directory.resolve("zones.sqlite"));
  }
}
