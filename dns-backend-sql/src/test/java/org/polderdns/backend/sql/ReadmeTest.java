package org.polderdns.backend.sql;

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
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;

/** The example of the README. */
class ReadmeTest {
  @TempDir
  Path directory;

  @Test
  void example() {
    String file = directory.resolve("zones.sqlite").toString();
    BackendFactory sqlite = BackendFactories.find("gsqlite3").orElseThrow();
    BackendSettings settings =
        BackendSettings.of(new Launch("gsqlite3", ""), sqlite, Map.of("database", file));
    StringBuilder out = new StringBuilder();
    try (Backend store = sqlite.open(settings)) {
      ZoneText.load(store, Name.parse("example."), "@ 60 SOA ns1 h 1 2 3 4 5");
      for (ZoneInfo zone : store.capability(ZoneListing.class).orElseThrow().zones()) {
        out.append(zone.apex() + " " + zone.kind());
      }
    }
    assertThat(out.toString()).isEqualTo("example. NATIVE");
  }
}
