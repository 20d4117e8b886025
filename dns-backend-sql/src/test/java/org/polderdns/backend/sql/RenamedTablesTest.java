package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

/**
 * The whole contract, and the scenarios of answers, where each of the 67 statements is the
 * operator's and no table has the name it usually has.
 */
class RenamedTablesTest extends StoreContract {
  @TempDir
  Path directory;

  @Override
  protected Backend open() throws Exception {
    Path file = directory.resolve("zones.sqlite");
    Database.open(file).close();
    try (Database other = new Database(file)) {
      other.execute(RenamedTables.renaming());
    }
    return Database.open(file, RenamedTables.settings(DatabaseKind.SQLITE));
  }

  @Test
  void allAreTheOperators() {
    assertThat(RenamedTables.settings(DatabaseKind.SQLITE)).hasSize(67);
  }
}
