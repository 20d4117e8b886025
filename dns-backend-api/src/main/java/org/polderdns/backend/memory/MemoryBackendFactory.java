package org.polderdns.backend.memory;

import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;

/** Makes stores in memory, launch name {@code memory}; each instance begins empty. */
public final class MemoryBackendFactory implements BackendFactory {
  @Override
  public String kind() {
    return "memory";
  }

  @Override
  public String help() {
    return "Zones in memory, empty at each start";
  }

  @Override
  public List<BackendSetting> settings() {
    return List.of();
  }

  @Override
  public Backend open(BackendSettings settings) {
    return new MemoryBackend(settings.name());
  }
}
