package org.polderdns.backend.files;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

class BindStoreTest extends StoreContract {
  @TempDir
  Path directory;

  @Override
  protected Backend open() {
    return new ConfiguredStore(new BindDirectory(directory));
  }
}
