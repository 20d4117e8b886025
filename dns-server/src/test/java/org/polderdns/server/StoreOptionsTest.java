package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.CacheOptions;
import org.polderdns.backend.SnapshotMode;
import org.polderdns.backend.SnapshotOptions;
import org.polderdns.server.config.SettingCatalogue;
import org.polderdns.server.config.Settings;
import org.polderdns.server.config.SettingsLoader;
import org.polderdns.server.dnssec.BackgroundSigning;
import org.polderdns.server.dnssec.StoredSigning;

/** Each setting about what is kept of stores, and signed of it, ends up where it belongs. */
class StoreOptionsTest {
  private static Settings settings(String... settings) {
    return new SettingsLoader(SettingCatalogue.ofServer()).load(List.of(settings));
  }

  @Test
  void eachSettingHasItsPlace() {
    Settings different = settings(
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
        "--consistent-backends=no",
        "--max-signature-cache-entries=20",
        "--signing-threads=21");
    assertThat(DnsServerBuilder.storeOptions(different))
        .isEqualTo(new BackendSet.Options(
            18,
            19,
            new CacheOptions(11, 12, 13, 14, 15, 16),
            false,
            new SnapshotOptions(SnapshotMode.AUTO, 17L << 20, 11)));
    assertThat(DnsServerBuilder.signingOptions(different))
        .isEqualTo(new BackgroundSigning.Options(21, 16));
    assertThat(StoredSigning.signatureEntries(different)).isEqualTo(20);
  }

  @Test
  void defaultsAreThoseOfPowerDns() {
    Settings defaults = settings("--no-config");
    assertThat(DnsServerBuilder.storeOptions(defaults))
        .isEqualTo(new BackendSet.Options(
            300,
            100_000,
            new CacheOptions(20, 60, 0, 1_000_000, 60, 30),
            true,
            new SnapshotOptions(SnapshotMode.NO, 128L << 20, 20)));
    assertThat(DnsServerBuilder.signingOptions(defaults).keySeconds()).isEqualTo(30);
    assertThat(StoredSigning.signatureEntries(defaults)).isEqualTo(Integer.MAX_VALUE);
  }
}
