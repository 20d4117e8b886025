package org.polderdns.backend.sql;

import java.util.Map;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.contract.StoreContract;

class H2BackendTest extends StoreContract {
  @Override
  protected Backend open() {
    BackendFactory factory = new H2BackendFactory();
    return factory.open(
        BackendSettings.of(new Launch("gh2", ""), factory, Map.of("database", "mem:")));
  }
}
