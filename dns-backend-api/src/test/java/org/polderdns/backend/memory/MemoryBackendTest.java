package org.polderdns.backend.memory;

import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

class MemoryBackendTest extends StoreContract {
  @Override
  protected Backend open() {
    return new MemoryBackend("memory");
  }
}
