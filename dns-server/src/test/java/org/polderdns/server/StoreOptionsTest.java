package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.CacheOptions;
import org.polderdns.backend.SnapshotMode;
import org.polderdns.backend.SnapshotOptions;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.SettingsLoader;

/** Each setting about what is kept of stores ends up where it belongs. */
class StoreOptionsTest {
  private static BackendSet.Options options(String... settings) {
    return DnsServerBuilder.storeOptions(
        new SettingsLoader(SettingCatalogue.ofServer()).load(List.of(settings)));
  }

  @Test
  void eachSettingHasItsPlace() {
    assertThat(options(
            "--no-config",
            "--query-cache-ttl=11",
            "--negquery-cache-ttl=12",
            "--query-cache-stale-ttl=13",
            "--max-cache-entries=14",
            "--zone-metadata-cache-ttl=15",
            "--dnssec-key-cache-ttl=16",
            "--zone-snapshot=auto",
            "--zone-snapshot-mbytes=17",
            "--zone-cache-refresh-interval=18",
            "--max-ent-entries=19",
            "--consistent-backends=no"))
        .isEqualTo(new BackendSet.Options(
            18,
            19,
            new CacheOptions(11, 12, 13, 14, 15, 16),
            false,
            new SnapshotOptions(SnapshotMode.AUTO, 17L << 20, 11)));
  }

  @Test
  void defaultsAreThoseOfPowerDns() {
    assertThat(options("--no-config"))
        .isEqualTo(new BackendSet.Options(
            300,
            100_000,
            new CacheOptions(20, 60, 0, 1_000_000, 60, 30),
            true,
            options("--no-config").snapshots()));
  }
}
