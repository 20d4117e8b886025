package org.polderdns.backend.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;

/** The example of the README. */
class ReadmeTest {
  @TempDir
  Path directory;

  @Test
  void example() {
    new BindDirectory(directory).config("example");
    String file = directory.resolve("named.conf").toString();
    StringBuilder out = new StringBuilder();
    BackendFactory bind = BackendFactories.find("bind").orElseThrow();
    BackendSettings settings =
        BackendSettings.of(new Launch("bind", ""), bind, Map.of("config", file));
    try (Backend store = bind.open(settings)) {
      for (ZoneInfo zone : store.capability(ZoneListing.class).orElseThrow().zones()) {
        out.append(zone.apex() + " " + zone.kind());
      }
    }
    assertThat(out.toString()).isEqualTo("example. NATIVE");
  }
}
